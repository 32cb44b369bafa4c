import { type RefObject, useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useDesk } from '../desk/hooks.tsx'
import { cameraReader } from './camera-reader.ts'

/** Between two looks at the picture (ms): quick for a hand, and half the machine stays free. */
const lookEvery = 120

/** A light beside the lens, which the types of the page do not know. */
interface WithTorch {
  torch?: boolean
}

const torchOf = (track: MediaStreamTrack | undefined): boolean =>
  (track?.getCapabilities() as (MediaTrackCapabilities & WithTorch) | undefined)?.torch === true

export interface Camera {
  video: RefObject<HTMLVideoElement | null>
  state: 'starting' | 'looking' | 'denied' | 'none'
  cameras: readonly { id: string; name: string }[]
  cameraId: string | null
  choose(cameraId: string): void
  /** Null where the camera has no light. */
  torch: boolean | null
  light(on: boolean): void
}

const places = { camera: 'camera.device', torch: 'camera.torch' }

const wanted = (cameraId: string | null): MediaStreamConstraints => ({
  audio: false,
  video: {
    ...(cameraId ? { deviceId: { ideal: cameraId } } : { facingMode: { ideal: 'environment' } }),
    width: { ideal: 1280 },
  },
})

/** DX-R25: a camera that looks for codes while this is on the screen. Camera and light are remembered on this machine. */
export function useCamera(onCode: (code: string) => void): Camera {
  const { preferences } = useDesk()
  const kept = useSyncExternalStore(preferences.subscribe, () => preferences.get(places.camera))
  const lit = useSyncExternalStore(preferences.subscribe, () => preferences.get(places.torch) === true)
  const cameraId = typeof kept === 'string' ? kept : null
  const video = useRef<HTMLVideoElement>(null)
  const [state, setState] = useState<Camera['state']>('starting')
  const [stream, setStream] = useState<MediaStream | null>(null)
  const [cameras, setCameras] = useState<Camera['cameras']>([])
  useEffect(() => {
    let gone = false
    let opened: MediaStream | undefined
    const open = async () => {
      opened = await navigator.mediaDevices.getUserMedia(wanted(cameraId))
      if (gone) return stop(opened)
      setStream(opened)
      setCameras(await knownCameras())
    }
    open().catch((error: unknown) => {
      if (!gone) setState(error instanceof DOMException && error.name === 'NotAllowedError' ? 'denied' : 'none')
    })
    return () => {
      gone = true
      stop(opened)
    }
  }, [cameraId])
  useLooking(video, stream, onCode, () => setState('looking'))
  const track = stream?.getVideoTracks()[0]
  const hasTorch = torchOf(track)
  useEffect(() => {
    // Known to the cameras that have one, unknown to the types.
    if (hasTorch) void track?.applyConstraints({ advanced: [{ torch: lit } as MediaTrackConstraintSet] })
  }, [track, hasTorch, lit])
  return {
    ...{ video, state, cameras, cameraId: track?.getSettings().deviceId ?? cameraId },
    choose: useCallback((id) => void preferences.set(places.camera, id), [preferences]),
    torch: hasTorch ? lit : null,
    light: useCallback((on) => void preferences.set(places.torch, on), [preferences]),
  }
}

const stop = (stream: MediaStream | undefined): void => {
  for (const track of stream?.getTracks() ?? []) track.stop()
}

async function knownCameras(): Promise<Camera['cameras']> {
  const devices = await navigator.mediaDevices.enumerateDevices()
  return devices
    .filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '')
    .map(({ deviceId, label }) => ({ id: deviceId, name: label }))
}

/** Shows the stream, and looks at it for codes again and again. */
function useLooking(
  video: RefObject<HTMLVideoElement | null>,
  stream: MediaStream | null,
  onCode: (code: string) => void,
  onReady: () => void,
): void {
  const newest = useRef({ onCode, onReady })
  useEffect(() => {
    newest.current = { onCode, onReady }
  })
  useEffect(() => {
    const shown = video.current
    if (!stream || !shown) return
    shown.srcObject = stream
    let timer = 0
    let gone = false
    const look = async () => {
      const read = await cameraReader()
      await shown.play()
      newest.current.onReady()
      const again = async () => {
        const code = await read(shown).catch(() => null)
        if (gone) return
        if (code) newest.current.onCode(code)
        timer = window.setTimeout(again, lookEvery)
      }
      await again()
    }
    // A picture that ends while it begins is one that nobody waits for.
    look().catch(() => undefined)
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [video, stream])
}
