export const logger = pino({ level: process.env.LOG_LEVEL ?? 'info', redact: ['req.headers.authorization'] })
logger.info({ port: process.env.PORT }, 'listening')
