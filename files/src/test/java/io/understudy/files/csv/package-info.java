/** CSV in and out, as bytes. */
package io.understudy.files.csv;
