/** Storage against a real S3 server in this process, and the contract of what goes in and out. */
package io.understudy.files;
