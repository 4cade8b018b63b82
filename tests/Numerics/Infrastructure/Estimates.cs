using System.Runtime.CompilerServices;

namespace FusedOpt.Numerics.Tests.Infrastructure;

/// <summary>Makes fast math estimate roots on every processor that can, so that tests see estimates also where they do not pay.</summary>
internal static class Estimates
{
    [ModuleInitializer]
    internal static void Take() => RootEstimate.IsFaster = RootEstimate.IsSupported;
}
