/** The shells that are known, each with a script that asks `dormouse completion` what fits. */
export const scripts = {
  bash: `# Completion of dormouse for bash 4 or later: eval "$(dormouse completion bash)"
_dormouse() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ $line == :files ]]; then
      compopt -o default
    else
      COMPREPLY+=("$line")
    fi
  done < <(dormouse completion bash -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _dormouse dormouse
`,
  zsh: `#compdef dormouse
# Completion of dormouse for zsh: eval "$(dormouse completion zsh)", after compinit
_dormouse() {
  local -a lines
  lines=("\${(@f)$(dormouse completion zsh -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ $lines[1] == :files ]]; then
    _files
  elif [[ -n $lines[1] ]]; then
    _describe dormouse lines
  fi
}
compdef _dormouse dormouse
`,
  fish: `# Completion of dormouse for fish: dormouse completion fish | source
function __dormouse_complete
    set -l words (commandline --tokenize --cut-at-cursor --current-process)[2..]
    set -l current (commandline --current-token --cut-at-cursor)
    for line in (dormouse completion fish -- $words "$current" 2>/dev/null)
        if test "$line" = :files
            __fish_complete_path "$current"
        else
            echo $line
        end
    end
end
complete --command dormouse --no-files --arguments '(__dormouse_complete)'
`,
} as const;

export type Shell = keyof typeof scripts;
