# Completion of riotgear-check for fish. Printed by: riotgear-check completion fish
function __riotgear_check
    set -l line (commandline -cp | string collect)
    set -l offers (env _RIOTGEAR_CHECK_LINE=$line _RIOTGEAR_CHECK_COMPLETE=complete_lines riotgear-check 2>/dev/null)
    if test -n "$offers"
        printf '%s\n' $offers
    else
        __fish_complete_path (commandline -ct)
    end
end
complete --command riotgear-check --no-files --arguments '(__riotgear_check)'
