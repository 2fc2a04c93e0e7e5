const base = import.meta.env.VITE_API_URL ?? '/api'
export const isDev = import.meta.env.DEV && import.meta.env.MODE !== 'test'
export const get = (path: string) => fetch(`${base}/${path}`)
