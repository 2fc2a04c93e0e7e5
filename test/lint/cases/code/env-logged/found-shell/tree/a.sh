echo hi
printenv
env | sort
foo && env > all.txt
