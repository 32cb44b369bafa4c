import { Store } from '../desk/store.ts'

/** What of the box stands over the screen now. */
export const boxShows = new Store<'nothing' | 'box' | 'camera'>('nothing')

export const openBox = (): void => boxShows.set('box')
export const closeBox = (): void => boxShows.set('nothing')
export const openCamera = (): void => boxShows.set('camera')
