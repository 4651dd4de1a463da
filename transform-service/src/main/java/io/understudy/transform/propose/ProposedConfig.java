package io.understudy.transform.propose;

import java.util.List;

/**
 * A proposal.
 *
 * @param config a transform_v2 document (YAML) with its reasons as comments; holds no value
 * @param tables that it is for
 */
record ProposedConfig(String config, List<String> tables) {}
