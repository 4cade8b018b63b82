using FusedOpt;
using Library;

var line = new AppLine();
line.Gradients.Slope = 1;
line.Step();
var inner = new InternalLine();
inner.Gradients.Slope = 1;
inner.Step();
Console.WriteLine($"{line.Slope:F3} {inner.Slope:F3} {LibraryLine.StepOnce():F3}");

[Optimize(Adam, LearningRate = 0.1)]
internal partial class AppLine
{
    public float Slope = 1;
}
