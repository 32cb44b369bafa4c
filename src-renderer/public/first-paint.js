// Runs before anything is painted, so that nobody sees the wrong theme flash by. It is served as it is, not bundled.
;(() => {
  const root = document.documentElement
  const read = (place) => {
    try {
      return JSON.parse(localStorage.getItem(place) ?? '{}') ?? {}
    } catch {
      return {}
    }
  }
  const wished = (scheme) => {
    if (scheme === 'light' || scheme === 'dark' || scheme === 'contrast') return scheme
    if (matchMedia('(prefers-contrast: more)').matches) return 'contrast'
    return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
  }
  const { scheme, density, language } = read('holdfast.looks')
  const theme = wished(scheme)
  root.dataset.mantineColorScheme = theme === 'dark' ? 'dark' : 'light'
  root.dataset.contrast = theme === 'contrast' ? 'more' : 'normal'
  root.dataset.density = density ?? 'comfortable'
  if (language) root.lang = language
  const { theme: measuredFor, ...tokens } = read('holdfast.accent')
  if (measuredFor === theme) for (const [name, value] of Object.entries(tokens)) root.style.setProperty(name, value)
})()
