using System.Collections.Generic;

namespace FusedOpt;

/// <summary>The options with which a checkpoint is saved.</summary>
public sealed class CheckpointSaveOptions
{
    /// <summary>The part of the model that is saved.</summary>
    public CheckpointContents Contents { get; init; }

    /// <summary>Values of your own that are saved beside the model, such as the number of the epoch.</summary>
    /// <exception cref="System.ArgumentNullException">The value is null.</exception>
    public CheckpointMetadata Metadata
    {
        get;
        init
        {
            System.ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    } = [];

    /// <summary>
    /// Names in the file by names in the model, for models whose fields cannot be marked <see cref="NameAttribute">[Name]</see>:
    /// <c>Hidden.Weights</c> to <c>hidden.weight</c>, <c>Hidden</c> to <c>hidden</c> for all within, or the empty name to <c>bert</c> for
    /// the whole model. Of several that fit, the longest counts. The names of states follow those of their parameters.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Names { get; init; }

    /// <summary>The metric by which a <see cref="CheckpointDirectory"/> finds the best checkpoint; null for none.</summary>
    internal double? Metric { get; private init; }

    /// <summary>Returns the options with a metric.</summary>
    internal CheckpointSaveOptions WithMetric(double? metric) =>
        new() { Contents = Contents, Metadata = Metadata, Names = Names, Metric = metric };
}
