// Runs before anything is painted, so that nobody sees the wrong theme flash by. It is served as it is, not bundled.
;(() => {
  const root = document.documentElement
  const read = () => {
    try {
      return JSON.parse(localStorage.getItem('holdfast.looks') ?? '{}')
    } catch {
      return {}
    }
  }
  const { scheme, density, language } = read()
  const dark = scheme === 'dark' || (scheme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  root.dataset.mantineColorScheme = dark ? 'dark' : 'light'
  root.dataset.density = density ?? 'comfortable'
  if (language) root.lang = language
})()
