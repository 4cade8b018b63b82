using System.ComponentModel;
using System.Threading;

namespace FusedOpt;

/// <summary>One walk over a model and those it holds, which meets each instance once.</summary>
/// <remarks>Its number is drawn only where a model holds others, so that the rest do not pay for it.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct Walk
{
    private static long s_last;

    private long _number;

    /// <summary>A walk that takes a step, where <paramref name="isStep"/> says so, and else looks or clears.</summary>
    public Walk(bool isStep) => IsStep = isStep;

    /// <summary>Whether parameters are going to be updated with their gradients.</summary>
    public bool IsStep { get; }

    internal long Number => _number != 0 ? _number : _number = Interlocked.Increment(ref s_last);
}
