set -ex
cd "$HOME"
npm test -- "${STAGE}"
