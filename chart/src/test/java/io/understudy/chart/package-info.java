/**
 * The chart, rendered by Helm itself (as a library) and read as YAML. {@link
 * io.understudy.chart.Chart} renders, {@link io.understudy.chart.Manifests} is what came out.
 */
package io.understudy.chart;
