console.log(process.env)
  console.error("env", JSON.stringify(process.env, null, 2))
logger.info({ ...process.env })
