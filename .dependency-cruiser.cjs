/**
 * The arrows between folders: kernel ← modules ← domain ← { desk, sync server, renderer }.
 * Sources are read with swc, so an import of a type counts like any other.
 */

/** The folders of the product; what a rule calls "ours". */
const ours = '^(src-shared|src-main|src-renderer|sync-server|test)/'
const rowTypes = '^src-shared/schema/row-types\\.ts$'
const sharedPackages = '^node_modules/(zod|kysely|date-fns|@date-fns/(tz|utc)|dinero\\.js|uuid)/'

/** What another module may use: pure rules, reads, the few writes it exports, and the facts it announces. */
const openToOtherModules = '^src-shared/modules/[^/]+/(rules|queries|writes|facts)\\.ts$'

/** Reads the SQL files, for the ends that have Node. */
const readSchema = '^src-shared/schema/read-schema\\.ts$'
/** What desk and server share that needs Node. */
const sharedNode = '^src-shared/node/'

// The visitor that comes with swc stops at a `using` declaration, so it learns here to walk through one.
const { Visitor } = require('@swc/core/Visitor.js')
const { visitStatement } = Visitor.prototype
Visitor.prototype.visitStatement = function visitAnyStatement(statement) {
  if (statement.type !== 'UsingDeclaration') return visitStatement.call(this, statement)
  this.visitVariableDeclarators(statement.decls)
  return statement
}

const forbid = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to })

module.exports = {
  forbidden: [
    forbid('no-circle', 'Two files that need each other are one file, or need a third.', {}, { circular: true }),
    // What ends so is a file of which the bundler gives the address; the build fails where it is not there.
    forbid('no-unresolved-import', 'An import must lead somewhere.', {}, { couldNotResolve: true, pathNot: '[?]url$' }),

    forbid(
      'kernel-stands-alone',
      'The kernel imports nothing of ours but the generated row types.',
      { path: '^src-shared/kernel/' },
      { path: ours, pathNot: ['^src-shared/kernel/', rowTypes] },
    ),
    forbid(
      'module-imports-below',
      'A module imports the kernel and the row types; domain.ts and sync/ are above it.',
      { path: '^src-shared/modules/' },
      { path: ours, pathNot: ['^src-shared/(kernel|modules)/', rowTypes] },
    ),
    forbid(
      'module-asks-module',
      "A module may call another's rules, queries, writes and facts, never its commands or what else it keeps for itself.",
      { path: '^src-shared/modules/([^/]+)/' },
      { path: '^src-shared/modules/', pathNot: ['^src-shared/modules/$1/', openToOtherModules] },
    ),
    forbid(
      'shared-runs-everywhere',
      'The domain runs on every side: no Node, no browser, and few packages.',
      { path: '^src-shared/', pathNot: [readSchema, sharedNode] },
      { pathNot: ['^src-shared/', sharedPackages] },
    ),
    forbid(
      'schema-is-read-by-node',
      'Only the ends that have Node read the SQL files and use what needs Node.',
      { path: '^(src-shared|src-renderer)/', pathNot: sharedNode },
      { path: [readSchema, sharedNode] },
    ),
    forbid(
      'facts-stand-alone',
      'Modules meet in facts, so a fact needs no module.',
      { path: '^src-shared/modules/[^/]+/facts\\.ts$' },
      { path: '^src-shared/modules/' },
    ),

    forbid(
      'desk-without-a-host',
      'The desk is plain Node: a host carries it, it never knows which.',
      { path: '^src-main/desk/' },
      { path: ['^src-main/(?!desk/|printing/)', '^(node_modules/)?electron(/|$)'] },
    ),
    forbid(
      'printing-stands-alone',
      'Printing is plain Node beside the desk: it knows the protocol and the shape of its door, and nothing behind it.',
      { path: '^src-main/printing/' },
      {
        path: ours,
        pathNot: ['^src-main/printing/', '^src-shared/', '^src-main/desk/(api/|printing-door\\.ts$)'],
      },
    ),
    forbid(
      'desk-api-is-a-protocol',
      'The renderer imports desk/api, so nothing of the desk itself may hang on it.',
      { path: '^src-main/desk/api/' },
      { pathNot: ['^src-main/desk/api/', '^src-shared/', '^node_modules/zod/'] },
    ),
    forbid(
      'desk-side-without-server',
      'The desk side reaches the server over the wire, or starts it as a process.',
      { path: '^src-main/' },
      { path: '^(sync-server|src-renderer)/' },
    ),
    forbid(
      'server-without-desk-side',
      'The server knows desks by their requests only.',
      { path: '^sync-server/' },
      { path: '^(src-main|src-renderer)/' },
    ),
    forbid(
      'screen-asks-the-desk',
      'A screen reaches the desk through the protocol in desk/api, and has no Node.',
      { path: '^src-renderer/' },
      { path: '^(src-main|sync-server)/', pathNot: '^src-main/desk/api/' },
    ),
    forbid(
      'screen-without-node',
      'The renderer is a web page.',
      { path: '^src-renderer/' },
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'product-without-tests',
      'Nothing that ships leans on the tests.',
      { path: ours, pathNot: '^test/' },
      { path: '^test/' },
    ),
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: '^node_modules/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}
