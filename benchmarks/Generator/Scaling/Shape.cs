using System;

namespace FusedOpt.GeneratorBenchmark.Scaling;

/// <summary>A project that grows with one number.</summary>
/// <param name="Name">The name of the things that there are n of.</param>
/// <param name="Source">The source of the project for n.</param>
/// <param name="Largest">
/// The largest n that is measured. Beyond it no project goes, or the compiler takes minutes whatever is generated.
/// </param>
internal sealed record Shape(string Name, Func<int, string> Source, int Largest)
{
    /// <summary>The full name of the class that is stepped.</summary>
    public const string Root = "Models.Root";
}
