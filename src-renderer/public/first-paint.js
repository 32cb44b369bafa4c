// DX-R54 E4: the content policy says nothing of WebRTC, the one way to the network that it leaves open. No screen calls.
for (const way of ['RTCPeerConnection', 'webkitRTCPeerConnection'])
  delete globalThis[way]

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
