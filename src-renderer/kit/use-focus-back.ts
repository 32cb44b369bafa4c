import { useEffect, useState } from 'react'

/**
 * While the part that calls this is on the screen it has the focus; when it goes, the focus goes back to where it was
 * before (DX-R46). A focus that stands somewhere else by then is left alone. The windows of Mantine cannot do it where a
 * field takes the focus as it appears: they look only afterwards.
 */
export function useFocusBack(): void {
  const [from] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      // After the trap has let go.
      setTimeout(() => {
        if (from instanceof HTMLElement && document.activeElement === document.body) from.focus()
      })
    },
    [from],
  )
}
