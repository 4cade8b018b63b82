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

    /// <summary>A walk that takes a step, where <paramref name="isStep"/> says so, and clears the gradients on its way, where <paramref name="zeroesGradients"/> does; else it looks or clears.</summary>
    public Walk(bool isStep, bool zeroesGradients = false) => (IsStep, ZeroesGradients) = (isStep, zeroesGradients);

    /// <summary>Whether parameters are going to be updated with their gradients.</summary>
    public bool IsStep { get; }

    /// <summary>Whether the step sets each gradient to 0 when it has been used.</summary>
    public bool ZeroesGradients { get; }

    internal long Number => _number != 0 ? _number : _number = Interlocked.Increment(ref s_last);
}
