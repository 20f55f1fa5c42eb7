import type { CompiledQuery, DatabaseConnection, Dialect, Driver, QueryResult } from 'kysely'

export interface Fuse {
  dialect: Dialect
  /** The process dies after this many queries. */
  lightAt(queries: number): void
  /** The process dies now. */
  blow(): void
  /** True once it has died: everything it still tries fails. */
  blown(): boolean
  /** A new process: the database is as the last commit left it. */
  renew(): void
}

export class Died extends Error {}

/** A database whose process can die at any query: the open transaction is rolled back, and nothing more gets through. */
export function fused(inner: Dialect): Fuse {
  let left = Number.POSITIVE_INFINITY
  let isBlown = false
  const open = new Set<DatabaseConnection>()

  const wrap = (connection: DatabaseConnection): DatabaseConnection => ({
    async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
      if (isBlown || --left < 0) {
        isBlown = true
        throw new Died('the process has died')
      }
      return connection.executeQuery<Row>(query)
    },
    streamQuery: () => {
      throw new Error('nothing here streams')
    },
  })

  const wrapDriver = (driver: Driver): Driver => {
    const wrapped = new WeakMap<DatabaseConnection, DatabaseConnection>()
    const own = new WeakMap<DatabaseConnection, DatabaseConnection>()
    const inside = (connection: DatabaseConnection) => own.get(connection) ?? connection
    return {
      init: () => driver.init(),
      async acquireConnection() {
        const connection = await driver.acquireConnection()
        const one = wrapped.get(connection) ?? wrap(connection)
        wrapped.set(connection, one)
        own.set(one, connection)
        return one
      },
      async beginTransaction(connection, settings) {
        if (isBlown) throw new Died('the process has died')
        open.add(connection)
        await driver.beginTransaction(inside(connection), settings)
      },
      /** The process dies just before a commit, or just after it: both happen. */
      async commitTransaction(connection) {
        if (isBlown || --left < 0) {
          isBlown = true
          throw new Died('the process has died')
        }
        open.delete(connection)
        await driver.commitTransaction(inside(connection))
      },
      async rollbackTransaction(connection) {
        if (open.delete(connection)) await driver.rollbackTransaction(inside(connection))
      },
      releaseConnection: (connection) => driver.releaseConnection(inside(connection)),
      destroy: () => driver.destroy(),
    }
  }

  return {
    dialect: {
      createDriver: () => wrapDriver(inner.createDriver()),
      createQueryCompiler: () => inner.createQueryCompiler(),
      createAdapter: () => inner.createAdapter(),
      createIntrospector: (db) => inner.createIntrospector(db),
    },
    lightAt(queries) {
      left = queries
    },
    blow() {
      isBlown = true
    },
    blown: () => isBlown,
    renew() {
      left = Number.POSITIVE_INFINITY
      isBlown = false
    },
  }
}
