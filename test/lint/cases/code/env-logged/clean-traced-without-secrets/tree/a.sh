set -ex
npm test
