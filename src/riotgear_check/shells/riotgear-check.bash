# Completion of riotgear-check for bash. Printed by: riotgear-check completion bash
_riotgear_check() {
    local line=${COMP_LINE:0:COMP_POINT} cut="" offer
    local word=${line##*[[:space:]]}
    # Where @ begins a word for bash, what stands before it in eu@2019 is not replaced.
    [[ $COMP_WORDBREAKS == *@* && $word == *@* ]] && cut=${word%@*}
    COMPREPLY=()
    while IFS=$'\t' read -r offer _; do
        [[ -n $offer ]] && COMPREPLY+=("${offer#"$cut"}")
    done < <(_RIOTGEAR_CHECK_LINE=$line _RIOTGEAR_CHECK_COMPLETE=complete_lines "$1" 2>/dev/null)
}
complete -o default -F _riotgear_check riotgear-check
