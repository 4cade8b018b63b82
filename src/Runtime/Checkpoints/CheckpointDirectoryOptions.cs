using System;

namespace FusedOpt;

/// <summary>The options of a <see cref="CheckpointDirectory"/>.</summary>
public sealed class CheckpointDirectoryOptions
{
    private readonly int _keepLast = 3, _keepBest;
    private readonly MetricMode _mode;

    /// <summary>The number of checkpoints of the latest steps that are kept: 3 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int KeepLast
    {
        get => _keepLast;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _keepLast = value;
        }
    }

    /// <summary>The number of checkpoints with the best metrics that are kept, whatever their steps: none unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int KeepBest
    {
        get => _keepBest;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _keepBest = value;
        }
    }

    /// <summary>The direction in which the metric gets better: lower, as a loss, unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is no member of the enum.</exception>
    public MetricMode Mode
    {
        get => _mode;
        init => _mode = Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The mode must be Min or Max.");
    }

    /// <summary>
    /// Receives one sentence about each thing that went wrong and that training survives: a damaged checkpoint that is skipped, a file that
    /// cannot be deleted. Sentences go to the standard error stream unless the property is set. A save that is not waited for calls this on
    /// another thread. The delegate must call no method of the directory.
    /// </summary>
    public Action<string>? Warn { get; init; }
}
