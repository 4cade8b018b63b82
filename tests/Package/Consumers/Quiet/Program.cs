using System;
using FusedOpt;
using static Names;

var line = new QuietLine();
line.Gradients.Slope = 1;
line.Step();
Console.WriteLine($"{line.Slope:F3} {Adam}");

// A name of an optimizer is the project's own here.
internal static class Names
{
    public const string Adam = "mine";
}

[Optimize(Optimizer.Adam, LearningRate = 0.1)]
internal partial class QuietLine
{
    public float Slope = 1;
}
