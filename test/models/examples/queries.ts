/** Texts of queries that hold the caller's `token`; written as in `outbound-http.ts`. */
export const queries: Record<string, string[]> = {
  'arangojs.yaml': [
    `import { Database } from 'arangojs';\nimport { literal } from 'arangojs/aql';`,
    `new Database({}).query(token);`,
    `literal(token);`,
  ],
  'aws-queries.yaml': [
    `import { StartQueryExecutionCommand } from '@aws-sdk/client-athena';\nimport { BatchExecuteStatementCommand, ExecuteStatementCommand } from '@aws-sdk/client-redshift-data';`,
    `new StartQueryExecutionCommand({ QueryString: token });`,
    `new ExecuteStatementCommand({ Sql: token });`,
    `new BatchExecuteStatementCommand({ Sqls: [token] });`,
  ],
  'cassandra.yaml': [
    `import { Client } from 'cassandra-driver';`,
    `new Client({}).execute(token);`,
    `new Client({}).batch([token]);`,
    `new Client({}).batch([{ query: token }]);`,
  ],
  'clickhouse.yaml': [
    `import { createClient } from '@clickhouse/client';`,
    `createClient({}).query({ query: token });`,
  ],
  'databricks.queries.yaml': [
    `import { DBSQLClient } from '@databricks/sql';`,
    `(await new DBSQLClient().openSession()).executeStatement(token);`,
  ],
  'duckdb.yaml': [
    `import { DuckDBConnection } from '@duckdb/node-api';`,
    `(await DuckDBConnection.create()).runAndReadAll(token);`,
  ],
  'google-cloud-bigquery.yaml': [
    `import { BigQuery } from '@google-cloud/bigquery';`,
    `new BigQuery().query(token);`,
    `new BigQuery().dataset('x').createQueryJob({ query: token });`,
  ],
  'mssql.yaml': [
    `import sql, { PreparedStatement, query, Request } from 'mssql';`,
    `new Request().query(token);`,
    `new sql.ConnectionPool({}).query(token);`,
    `query(token);`,
    `sql.query(token);`,
    `new PreparedStatement().prepare(token);`,
  ],
  'neo4j.yaml': [
    `import neo4j from 'neo4j-driver';`,
    `neo4j.driver('bolt://desk').session().run(token);`,
    `neo4j.driver('bolt://desk').session().run({ text: token });`,
    `neo4j.driver('bolt://desk').executeQuery(token);`,
  ],
  'neon.queries.yaml': [`import { neon } from '@neondatabase/serverless';`, `neon('postgres://desk')(token);`],
  'oracledb.yaml': [`import oracledb from 'oracledb';`, `(await oracledb.getConnection({})).execute(token);`],
  'planetscale.yaml': [`import { connect } from '@planetscale/database';`, `connect({}).execute(token);`],
  'snowflake.queries.yaml': [
    `import snowflake from 'snowflake-sdk';`,
    `snowflake.createConnection({}).execute({ sqlText: token });`,
  ],
  'surrealdb.yaml': [`import { Surreal } from 'surrealdb';`, `new Surreal().query(token);`],
};
