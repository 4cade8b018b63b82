using System.Runtime.CompilerServices;

namespace FusedOpt.Numerics.Tests.Infrastructure;

/// <summary>Has fast math estimate roots on every processor that can, so that tests see it also where it does not pay.</summary>
internal static class Estimates
{
    [ModuleInitializer]
    internal static void Take() => RootEstimate.Pays = RootEstimate.IsSupported;
}
