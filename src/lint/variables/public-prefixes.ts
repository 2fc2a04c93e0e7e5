/**
 * Prefixes under which a build tool puts a variable's value into code that every visitor can read. Sources: the
 * documentation of Next.js, Vite, Create React App, Expo, Nuxt, SvelteKit and Astro, Gatsby, Vue CLI, Storybook,
 * Angular's ngx-env and Rsbuild.
 */
const PUBLIC_PREFIXES = [
  'NEXT_PUBLIC_',
  'VITE_',
  'REACT_APP_',
  'EXPO_PUBLIC_',
  'NUXT_PUBLIC_',
  'PUBLIC_',
  'GATSBY_',
  'VUE_APP_',
  'STORYBOOK_',
  'NG_APP_',
]

/** Whether a value of this name would be compiled into client code. */
export function isPublicName(name: string): boolean {
  return publicPrefixOf(name) !== undefined
}

/** The prefix that makes a name public, or `undefined`. */
export function publicPrefixOf(name: string): string | undefined {
  return PUBLIC_PREFIXES.find((prefix) => name.startsWith(prefix))
}
