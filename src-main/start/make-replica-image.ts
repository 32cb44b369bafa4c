import { replicaImage } from '../desk/replica.ts'

/** Run by `npm start` in a process of its own: making the image takes memory that nothing after it needs. */
await replicaImage()
