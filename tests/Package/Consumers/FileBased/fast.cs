#:package FusedOpt@0.1.0
#:property FusedOptOptimizeDebug=true
#:property FusedOptGlobalUsings=false
using FusedOpt;
using static Names;

var line = new FileLine();
line.Gradients.Slope = 1;
line.Step();
Console.WriteLine($"{line.Slope:F3} {Adam}");

internal static class Names
{
    public const string Adam = "mine";
}

[Optimize(Optimizer.Adam, LearningRate = 0.1)]
internal partial class FileLine
{
    public float Slope = 1;
}
