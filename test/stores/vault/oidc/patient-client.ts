/** What the page at the end says. */
export interface LastPage {
  url: string
  text: string
}

/**
 * Goes through a sign-in as a browser does, without being one: keeps cookies, follows redirects, fills in each
 * form it is shown. Ends at the first page without a form.
 */
export async function signInWithForms(page: string, name: string): Promise<LastPage> {
  const cookies = new Map<string, string>()
  let url = page
  let form: URLSearchParams | undefined
  for (let steps = 0; steps < 20; steps += 1) {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([key, value]) => `${key}=${value}`).join('; ') },
      ...(form && { method: 'POST', body: form }),
    })
    form = undefined
    for (const cookie of response.headers.getSetCookie()) {
      const [, key, value] = /^([^=]+)=([^;]*)/.exec(cookie)!
      if (new URL(url).port === new URL(response.url).port) cookies.set(key!, value!)
    }
    const location = response.headers.get('location')
    const text = await response.text()
    if (location !== null) {
      url = new URL(location, url).href
      continue
    }
    const action = /<form[^>]*action="([^"]+)"/.exec(text)?.[1]
    if (action === undefined) return { url, text }
    url = new URL(action.replaceAll('&amp;', '&'), url).href
    form = new URLSearchParams(
      [...text.matchAll(/<input[^>]*name="([^"]+)"[^>]*>/g)].map(([input, key]): [string, string] => [
        key!,
        /value="([^"]*)"/.exec(input)?.[1] ?? (key === 'login' ? name : 'anything'),
      ]),
    )
  }
  throw new Error('the sign-in does not come to an end')
}
