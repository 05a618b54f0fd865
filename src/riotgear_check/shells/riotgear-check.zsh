#compdef riotgear-check
# Completion of riotgear-check for zsh. Printed by: riotgear-check completion zsh
_riotgear_check() {
    local -a offers
    local offer line="${(j: :)words[1,CURRENT]}"
    for offer in ${(f)"$(_RIOTGEAR_CHECK_LINE=$line _RIOTGEAR_CHECK_COMPLETE=complete_lines $words[1] 2>/dev/null)"}; do
        offers+=("${${offer%%$'\t'*}//:/\\:}:${offer#*$'\t'}")
    done
    if (( $#offers )); then
        _describe -V riotgear-check offers
    else
        _files
    fi
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _riotgear_check "$@"
else
    compdef _riotgear_check riotgear-check
fi
