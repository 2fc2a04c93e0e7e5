/**
 * Makes the process that runs it the owner of a terminal and then turns into the target. It is Perl because
 * neither Node nor a shell can do this and hand on an environment untouched, and a system without Perl is rare.
 *
 * A group of processes can be stopped with ^Z only while one of its members has a parent in another group of the
 * same session: setpgid(2), "orphaned". The target is the first process of its session, so two small processes
 * stand by, one in its group and that one's parent outside, until `lifetime` closes. The target does not start
 * before both are in place, each of which tells so by closing `absent`.
 *
 * Arguments: the descriptors of `channel` and `lifetime`, the terminal's path, the command and its arguments.
 * The channel carries the environment in, NUL-terminated and closed by an empty entry, and the number of the error
 * out, where the command cannot be started.
 */
export const SESSION_LEADER = String.raw`
my ($channel_fd, $lifetime_fd, $path) = splice @ARGV, 0, 3;
open my $channel, '+<&=', $channel_fd or die;
open my $lifetime, '<&=', $lifetime_fd or die;
open my $terminal, '+<', $path or die;
pipe my $present, my $absent or die;

my $first = fork;
if (defined $first and $first == 0) {
  close $channel;
  $SIG{$_} = 'IGNORE' for keys %SIG;
  exit if fork;
  setpgrp if fork;
  close $absent;
  open $_, '+<', '/dev/null' for *STDIN, *STDOUT, *STDERR;
  chdir '/';
  sysread $lifetime, my $nothing, 1;
  exit;
}
close $absent;

%ENV = ();
{
  local $/ = "\0";
  while (defined(my $entry = <$channel>)) {
    chomp $entry;
    last if $entry eq '';
    my ($name, $value) = split /=/, $entry, 2;
    $ENV{$name} = $value;
  }
}
sysread $present, my $nothing, 1;
waitpid $first, 0;
exec { $ARGV[0] } @ARGV;
syswrite $channel, $! + 0;
exit 126;
`
