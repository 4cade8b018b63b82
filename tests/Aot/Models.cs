namespace FusedOpt.Aot;

[Optimize(Optimizer.Lamb)]
internal sealed partial class LambModel
{
    public float[] Weights = new float[1500];
    public double[] Wide = new double[700];
    public float Bias;
}

[Optimize(Optimizer.Adafactor)]
internal sealed partial class AdafactorModel
{
    public float[,] Weights = new float[37, 61];
    public double[,] Wide = new double[9, 5];
    public float[] Bias = new float[100];
}

[Optimize(Optimizer.Ftrl, LearningRatePower = -0.7)]
internal sealed partial class FtrlModel
{
    public float[] Weights = new float[1000];
    public double[] Wide = new double[100];
}

[Optimize(Optimizer.ScheduleFreeAdamW)]
internal sealed partial class ScheduleFreeModel
{
    public float[] Weights = new float[1000];
    public double Bias;
}

[Optimize(typeof(Wavy))]
internal sealed partial class FunctionsModel
{
    public float[] Weights = new float[1000];
    public double[] Wide = new double[100];
}

/// <summary>Every function that a rule may call on elements.</summary>
[UpdateRule]
public static partial class Wavy
{
    public static void Update(ref float parameter, float gradient, double learningRate = 0.1)
    {
        float size = RuleMath.Exp(-gradient * gradient) + RuleMath.Log(1f + gradient * gradient) + RuleMath.Cbrt(gradient);
        float turn = RuleMath.Tanh(parameter) + RuleMath.Atan2(gradient, parameter) + RuleMath.Pow(1f + size * size, 0.3f);
        parameter = System.MathF.FusedMultiplyAdd((float)-learningRate, turn, parameter);
    }
}
