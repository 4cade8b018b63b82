using System;
using System.Diagnostics;
using System.Linq;
using CustomRuleSample;
using FusedOpt;

const int Size = 16 * 1024;
const int Steps = 300;

// The signal to learn: its elements pull with very different strength, and are seen through noise.
var random = new Random(1);
float[] target = [.. Enumerable.Range(0, Size).Select(i => MathF.Sin(i * 0.01f))];
float[] strength = [.. Enumerable.Range(0, Size).Select(_ => MathF.Pow(10, random.NextSingle() * 4 - 2))];

var model = new Signal();
for (int step = 1; step <= Steps; step++)
{
    for (int i = 0; i < Size; i++)
        model.Gradients.Values[i] = strength[i] * (model.Values[i] - target[i] + 0.1f * (random.NextSingle() - 0.5f));
    model.LearningRate = 0.05 / Math.Sqrt(step);
    model.Step();
    if (step is 1 or 10 or 100 or Steps)
        Console.WriteLine($"step {step,3}: mean error {Error(model.Values):F4}");
}

float learnt = Error(model.Values);

// Times a step, generated and written by hand, in turn.
float[] values = new float[Size], means = new float[Size], sizes = new float[Size];
double byHand = double.MaxValue, generated = double.MaxValue;
for (int round = 1; round <= 200; round++)
{
    long start = Stopwatch.GetTimestamp();
    ByHand.Step(values, model.Gradients.Values, means, sizes, round, model.LearningRate);
    byHand = Math.Min(byHand, Stopwatch.GetElapsedTime(start).TotalNanoseconds / Size);

    start = Stopwatch.GetTimestamp();
    model.Step();
    generated = Math.Min(generated, Stopwatch.GetElapsedTime(start).TotalNanoseconds / Size);
}

Console.WriteLine($"a step by hand: {byHand:F2} ns per element; generated: {generated:F2} ns; {byHand / generated:F1} times as fast");
return learnt < 0.05 && byHand > 5 * generated ? 0 : 1;

float Error(float[] values) => values.Zip(target, (a, b) => MathF.Abs(a - b)).Average();

/// <summary>The signal that is learnt. The attribute is all it takes to train it with a rule of one's own.</summary>
[Optimize(typeof(Surefooted))]
internal sealed partial class Signal
{
    public float[] Values = new float[16 * 1024];
}
