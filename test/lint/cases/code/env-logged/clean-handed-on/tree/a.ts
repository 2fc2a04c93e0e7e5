spawn("x", { env: process.env })
const env = { ...process.env }
