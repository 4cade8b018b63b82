using System;
using System.Threading.Tasks;
using Xunit;

namespace FusedOpt.Checkpoints.Tests;

/// <summary>Calls that are refused since the model is in use.</summary>
internal static class Refusal
{
    /// <summary>Demands that a call is refused.</summary>
    public static void AssertConcurrent(Action action) => Assert.Contains(
        "is being stepped, saved or loaded already",
        Assert.Throws<InvalidOperationException>(action).Message,
        StringComparison.Ordinal);

    /// <inheritdoc cref="AssertConcurrent(Action)"/>
    public static void AssertConcurrent(Func<Task> action) => AssertConcurrent(() => { _ = action(); });
}
