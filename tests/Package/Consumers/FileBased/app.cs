#:package FusedOpt@0.1.0
using FusedOpt;

var line = new FileLine();
line.Gradients.Slope = 1;
line.Step();
Console.WriteLine($"{line.Slope:F3}");

[Optimize(Adam, LearningRate = 0.1)]
internal partial class FileLine
{
    public float Slope = 1;
}
