console.log('starting with', process.env)
const queue = connect(process.env.QUEUE_URL)
const mail = new Mail(process.env.SENDGRID_API_KEY ?? '<<google>>')
const old = process.env.OLD_QUEUE_PASSWORD
