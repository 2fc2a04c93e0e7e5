console.log(process.env.PORT); console.log(process.env["HOME"])
