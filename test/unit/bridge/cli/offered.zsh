# What a real zsh offers behind each line of standard input: one line of words for each.
# zsh -f offered.zsh COMPLETION < LINES
zmodload zsh/zpty
zpty shell 'TERM=dumb PROMPT= zsh -f -i'
zpty -w shell 'unsetopt zle_bracketed_paste 2>/dev/null; stty -echo 2>/dev/null'
zpty -w shell "autoload -Uz compinit; compinit -D -u; source ${(q)1}"
# The marks are broken in two where they are typed, so that what the terminal echoes is none.
zpty -w shell 'compadd() {
  (( argv[(I)-[OAD]] )) || { local -a hits; builtin compadd -O hits "$@"; print -r -- "OFF""ERED ${hits[*]}" }
  builtin compadd "$@"
}
offer() { zle complete-word; print -r -- "END OFF""ERED"; BUFFER= }
zle -N offer; bindkey "^G" offer; PROMPT=; print READY" "NOW'
local line
until [[ $line == *"READY NOW"* ]]; do zpty -r shell line || exit 1; done
while IFS= read -r asked; do
  zpty -w -n shell "$asked"$'\a'
  local words=
  while zpty -r shell line; do
    line=${line%$'\n'}; line=${line%$'\r'}
    [[ $line == *"END OFFERED"* ]] && break
    [[ $line == *"OFFERED "* ]] && words+=" ${line##*OFFERED }"
  done
  print -r -- $=words
done
zpty -d shell
