namespace FusedOpt;

/// <summary>A checkpoint of a directory.</summary>
/// <param name="Step">The step in its name.</param>
/// <param name="Metric">The metric with which the model was saved; null if there is none.</param>
/// <param name="Damage">The sentence that says how the file is damaged; null as long as no damage is known.</param>
/// <param name="Failure">The failure to read the header, of which nothing is known then; null if the header has been read.</param>
internal sealed record StepFile(long Step, double? Metric, string? Damage, CheckpointException? Failure = null);
