// The program `dragoman`. A reader of its output that goes away shall not kill it by a signal: it
// ends by itself, and quietly.
#include <csignal>

#include "client/cli/dragoman.h"

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  return dragoman::RunDragoman(std::vector<std::string>(argv + 1, argv + argc),
                               dragoman::ProcessEnvironment());
}
