package io.understudy.transform.recogniser;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.Startup;
import io.understudy.engine.detect.TextRecogniser;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The recogniser of this installation, if it has one. */
@Startup
@Singleton
public final class Recogniser {
  private final Optional<TextRecogniser> recogniser;

  /**
   * @throws IllegalArgumentException if its settings are wrong
   */
  Recogniser(RecogniserConfig config, ObjectMapper json) {
    this.recogniser =
        config
            .url()
            .map(
                url ->
                    new HttpRecogniser(
                        json,
                        new HttpRecogniser.Settings(
                            url,
                            config.timeout(),
                            config.batchSize(),
                            config.language(),
                            config.minScore()),
                        new AnalyzerEntities(config.entities())));
  }

  /** Empty if none is set up. */
  public Optional<TextRecogniser> get() {
    return recogniser;
  }
}
