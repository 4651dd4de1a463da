/**
 * The system as its users see it: started from its packages, spoken to over HTTP, JDBC and S3. No
 * class of ours is on the class path; DuckDB reads the results as an independent oracle.
 */
package io.understudy.it;
