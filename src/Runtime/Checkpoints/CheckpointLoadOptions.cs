using System.Collections.Generic;

namespace FusedOpt;

/// <summary>The options with which a checkpoint is loaded.</summary>
public sealed class CheckpointLoadOptions
{
    /// <summary>The part of the file that is loaded. Everything else of the model stays as it is.</summary>
    public CheckpointContents Contents { get; init; }

    /// <summary>
    /// True to refuse a file with a difference from the model: an entry that is missing, unknown, or of another shape or type, another rule
    /// or hyperparameter. False to load what fits; <see cref="CheckpointReport.Differences"/> lists the rest. A damaged file is refused in
    /// any case.
    /// </summary>
    public bool IsStrict { get; init; } = true;

    /// <summary>
    /// True to convert elements of another floating-point type (F16, BF16, F32, F64) to the type of the model, rounded to nearest. False
    /// to treat them as a difference.
    /// </summary>
    public bool ConvertsTypes { get; init; }

    /// <summary>
    /// The state that parameters are loaded from instead of the parameters themselves, such as <c>ema_average</c>; null for none. Goes with
    /// <see cref="CheckpointContents.Parameters"/>.
    /// </summary>
    /// <remarks>
    /// A file that was saved in training has the average of a parameter in its state. A file that was saved in evaluation has the
    /// average in the parameter, and the weights of training in the state.
    /// </remarks>
    public string? ParametersFrom { get; init; }

    /// <inheritdoc cref="CheckpointSaveOptions.Names"/>
    public IReadOnlyDictionary<string, string>? Names { get; init; }
}
