import type { NodeLine } from './api'

/** Web Mercator at zoom 0 with tiles of 256 px (OGC 17-083r4, annex D.1). */
export function mercator(lat: number, lon: number): { x: number; y: number } {
  const sin = Math.sin((lat * Math.PI) / 180)
  return { x: 256 * (0.5 + lon / 360), y: 256 * (0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) }
}

export interface Place {
  node: NodeLine
  x: number
  y: number
}

/** Where the words of a place stand so that they cover neither their mark nor the pipe. */
export interface Label {
  x: number
  y: number
  anchor: 'start' | 'middle' | 'end'
}

const besides = 20
const lineHeight = 18

/** A crossing's words stand in a corner of it, a pipe's on the side to which the pipe does not turn. */
export function label(place: Place, width: number, before?: Place, after?: Place): Label {
  if (!before && !after) {
    const left = place.x > width * 0.7
    return { x: place.x + (left ? -besides : besides), y: place.y - besides - lineHeight / 2, anchor: left ? 'end' : 'start' }
  }
  const turn = [before, after].reduce((sum, other) => sum + (other ? other.y - place.y : 0), 0)
  const above = turn > 0
  const near = width * 0.14
  const anchor = place.x < near ? 'start' : place.x > width - near ? 'end' : 'middle'
  return { x: place.x + (anchor === 'start' ? -besides : anchor === 'end' ? besides : 0), y: place.y + (above ? -besides - 12 - lineHeight : besides + 24), anchor }
}

export interface Plan {
  places: Place[]
  unplaced: number
  /** A round number of metres and how long it is drawn; null without positions. */
  scale: { metres: number; length: number } | null
  /** Tiles under the plan: zoom and where each lies. */
  tiles: { z: number; x: number; y: number; left: number; top: number; size: number }[]
}

const earth = 40_075_016.686
const most = 19

/** Lays nodes out on a sheet: those with a position true to shape, the others in a row below. */
export function plan(nodes: NodeLine[], width: number, height: number, margin: number): Plan {
  const placed = nodes.filter(node => node.lat !== undefined && node.lon !== undefined)
  const others = nodes.filter(node => node.lat === undefined || node.lon === undefined)
  const rows = Math.ceil(others.length / 6)
  const room = placed.length > 0 ? height - rows * 70 : 0
  const places: Place[] = []
  let scale: Plan['scale'] = null
  const tiles: Plan['tiles'] = []
  if (placed.length > 0) {
    const points = placed.map(node => mercator(node.lat!, node.lon!))
    const [left, right] = [Math.min(...points.map(p => p.x)), Math.max(...points.map(p => p.x))]
    const [top, bottom] = [Math.min(...points.map(p => p.y)), Math.max(...points.map(p => p.y))]
    const spread = Math.max(right - left, bottom - top, 1e-6)
    const factor = Math.min((width - 2 * margin) / Math.max(right - left, spread / 50), (room - 2 * margin) / Math.max(bottom - top, spread / 50))
    const [cx, cy] = [(left + right) / 2, (top + bottom) / 2]
    placed.forEach((node, i) => {
      const p = points[i]!
      places.push({ node, x: width / 2 + (p.x - cx) * factor, y: room / 2 + (p.y - cy) * factor })
    })
    const metresPerUnit = (earth * Math.cos((placed[0]!.lat! * Math.PI) / 180)) / 256 / factor
    const metres = round(metresPerUnit * width * 0.2)
    scale = { metres, length: metres / metresPerUnit }
    const z = Math.max(0, Math.min(most, Math.round(Math.log2(factor))))
    const size = (256 / 2 ** z) * factor
    const origin = { x: width / 2 - cx * factor, y: room / 2 - cy * factor }
    for (let x = Math.floor(-origin.x / size); x * size + origin.x < width; x++) {
      for (let y = Math.floor(-origin.y / size); y * size + origin.y < height; y++) tiles.push({ z, x, y, left: x * size + origin.x, top: y * size + origin.y, size })
    }
  }
  others.forEach((node, i) => {
    const inRow = Math.min(6, others.length - Math.floor(i / 6) * 6)
    places.push({ node, x: ((i % 6) + 0.5) * (width / inRow), y: room + (Math.floor(i / 6) + 0.5) * ((height - room) / rows) })
  })
  return { places, unplaced: placed.length > 0 ? others.length : 0, scale, tiles }
}

function round(metres: number): number {
  const power = 10 ** Math.floor(Math.log10(metres))
  const lead = metres / power
  return (lead >= 5 ? 5 : lead >= 2 ? 2 : 1) * power
}
