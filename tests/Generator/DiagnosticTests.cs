using System;
using System.Linq;
using System.Threading.Tasks;
using FusedOpt.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace FusedOpt.Generator.Tests;

/// <summary>Each mistake in a class gives its one error, at the right place, and no other error follows from it.</summary>
public class DiagnosticTests
{
    [Theory]
    [InlineData("FOPT0001", "Model", "[Optimize(Adam)] public class Model { public float W; }",
        "'Model' must be declared partial, because the optimizer's step is generated into 'Model'")]
    [InlineData("FOPT0001", "Model", "public class Outer { [Optimize(Adam)] public partial class Model { public float W; } }",
        "'Outer' must be declared partial, because the optimizer's step is generated into 'Model'")]
    [InlineData("FOPT0002", "Model", "[Optimize(Adam)] public static partial class Model { public static float W; }",
        "'Model' is a static class; [Optimize] needs a class or a structure that can have instances and a part in another file")]
    [InlineData("FOPT0002", "IModel", "[Optimize(Adam)] public partial interface IModel { }",
        "'IModel' is an interface; [Optimize] needs a class or a structure that can have instances and a part in another file")]
    [InlineData("FOPT0002", "Model", "[Optimize(Adam)] public readonly partial struct Model { public readonly float W; }",
        "'Model' is a readonly struct; [Optimize] needs a class or a structure that can have instances and a part in another file")]
    [InlineData("FOPT0002", "Model", "[Optimize(Adam)] file partial class Model { public float W; }",
        "'Model' is local to its file; [Optimize] needs a class or a structure that can have instances and a part in another file")]
    [InlineData("FOPT0002", "Model", "[Optimize(Adam), System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Explicit)] public partial struct Model { [System.Runtime.InteropServices.FieldOffset(0)] public float W; }",
        "'Model' is laid out field by field, which leaves no place for generated fields; [Optimize] needs a class or a structure that can "
            + "have instances and a part in another file")]
    [InlineData("FOPT0002", "Model", "[System.Runtime.InteropServices.StructLayout((short)2, Size = 16)] public partial class Model { [System.Runtime.InteropServices.FieldOffset(0)] public float W; } [Optimize(Adam)] partial class Model { }",
        "'Model' is laid out field by field, which leaves no place for generated fields; [Optimize] needs a class or a structure that can "
            + "have instances and a part in another file")]
    [InlineData("FOPT0002", "Model", "[Optimize(Adam), System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Sequential)] public partial struct Model { public float W; }",
        "'Model' is laid out in the order of its fields, which has no place for generated ones in another file; write LayoutKind.Auto, or "
            + "remove the attribute; [Optimize] needs a class or a structure that can have instances and a part in another file")]
    [InlineData("FOPT0002", "Model", "[Optimize(Adam), System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Sequential, Pack = 1)] public partial class Model { public float W; }",
        "'Model' is laid out in the order of its fields, which has no place for generated ones in another file; write LayoutKind.Auto, or "
            + "remove the attribute; [Optimize] needs a class or a structure that can have instances and a part in another file")]
    [InlineData("FOPT0002", "Model", "[Optimize(Adam), System.Runtime.CompilerServices.InlineArray(4)] public partial struct Model { private float _first; }",
        "'Model' is an inline array, which has no place for generated fields; [Optimize] needs a class or a structure that can have "
            + "instances and a part in another file")]
    [InlineData("FOPT0003", "Model", "[Optimize(Adam)] public partial class Model { [Frozen] public float W; public int Epochs; public static float S; }",
        "'Model' has no parameter: 'W' is [Frozen], 'S' is static and 'Epochs' is of type 'int', which is not floating-point; declare an "
            + "instance field of numbers, such as float or float[], or of other optimized models, that is not [Frozen]")]
    [InlineData("FOPT0004", "W", "[Optimize(Adam)] public partial class Model { public readonly float W; public readonly float[] A = []; }",
        "'W' is readonly, so no step could change it; remove readonly, or mark the field [Frozen]")]
    [InlineData("FOPT0005", "W", "[Optimize(Adam)] public partial class Model { public decimal W; public float B; }",
        "'W' is of type 'decimal', which cannot be optimized; write 'double', or mark the field [Frozen]")]
    [InlineData("FOPT0005", "W", "[Optimize(Adam)] public partial class Model { public System.Collections.Generic.Dictionary<string, Part> W = []; } [Optimize(Adam)] public partial class Part { public float B; }",
        "'W' is of type 'Dictionary<string, Part>', which cannot be optimized; write 'Part[]' or 'List<Part>', or a field for each model, "
            + "or mark the field [Frozen]")]
    [InlineData("FOPT0005", "W", "[Optimize(Adam)] public partial class Model { public System.Collections.Generic.List<double> W = []; }",
        "'W' is of type 'List<double>', which cannot be optimized; write 'double[]', or mark the field [Frozen]")]
    [InlineData("FOPT0005", "W", "[Optimize(Adam)] public partial class Model { public System.Numerics.Vector3[,] W = new System.Numerics.Vector3[1, 2]; public float B; }",
        "'W' is of type 'Vector3[,]', which cannot be optimized; write 'Vector3[]', or mark the field [Frozen]")]
    [InlineData("FOPT0006", "Nesterov = true", "[Optimize(Adam, Nesterov = true)] public partial class Model { public float W; }",
        "Adam has no hyperparameter 'Nesterov'; use one of LearningRate, Beta1, Beta2, Epsilon, WeightDecay, AmsGrad, BiasCorrection, "
            + "Maximize")]
    [InlineData("FOPT0006", "Hyperparameter(\"sharpness\", 1)", "[Optimize(Momentum), Hyperparameter(\"sharpness\", 1)] public partial class Model { public float W; }",
        "Momentum has no hyperparameter 'Sharpness'; use one of LearningRate, Gamma, WeightDecay, Maximize")]
    [InlineData(
        "FOPT0007",
        "Beta1 = 1.0",
        "[Optimize(Adam, Beta1 = 1.0)] public partial class Model { public float W; }",
        "Invalid beta parameter at index 0: 1; Beta1 must be in [0, 1)")]
    [InlineData(
        "FOPT0007",
        "Beta2 = -0.5",
        "[Optimize(AdamW, Beta2 = -0.5)] public partial class Model { public float W; }",
        "Invalid beta parameter at index 1: -0.5; Beta2 must be in [0, 1)")]
    [InlineData(
        "FOPT0007",
        "LearningRate = double.NaN",
        "[Optimize(Sgd, LearningRate = double.NaN)] public partial class Model { public float W; }",
        "Invalid learning rate: NaN; LearningRate must be in [0, inf)")]
    [InlineData("FOPT0007", "LearningRate = -1", "[UpdateRule] public static partial class Own { public static void Update(ref float p, float g, double learningRate = 1) => p -= (float)learningRate * g; } [Optimize(typeof(Own), LearningRate = -1)] public partial class Model { public float W; }",
        "Invalid learning_rate value: -1; LearningRate must be in [0, inf)")]
    [InlineData("FOPT0007", "LearningRate = double.PositiveInfinity", "[UpdateRule] public static partial class Own { public static void Update(ref float p, float g, double learningRate = 1) => p -= (float)learningRate * g; } [Optimize(typeof(Own), LearningRate = double.PositiveInfinity)] public partial class Model { public float W; }",
        "Invalid learning_rate value: Infinity; LearningRate must be in [0, inf)")]
    [InlineData(
        "FOPT0007",
        "Alpha = 1.5",
        "[Optimize(RmsProp, Alpha = 1.5)] public partial class Model { public float W; }",
        "Invalid alpha value: 1.5; Alpha must be in [0, 1]")]
    [InlineData("FOPT0007", "Optimize(RmsProp, Alpha = 1, Epsilon = 0)", "[Optimize(RmsProp, Alpha = 1, Epsilon = 0)] public partial class Model { public float W; }",
        "With alpha = 1, or a centered second moment, what is divided by can be 0 for any gradient; both require an epsilon above 0")]
    [InlineData(
        "FOPT0007",
        "WeightDecay = -1",
        "[Optimize(Sgd, WeightDecay = -1)] public partial class Model { public float W; }",
        "Invalid weight_decay value: -1; WeightDecay must be in [0, inf)")]
    [InlineData(
        "FOPT0007",
        "Optimize(Adam, StatePrecision = (StatePrecision)3)",
        "[Optimize(Adam, StatePrecision = (StatePrecision)3)] public partial class Model { public float W; }",
        "Invalid state precision: 3; use a member of StatePrecision")]
    [InlineData("FOPT0007", "Optimize(Sgd, Nesterov = true)", "[Optimize(Sgd, Nesterov = true)] public partial class Model { public float W; }",
        "Nesterov momentum requires a momentum and zero dampening")]
    [InlineData("FOPT0008", "Step", "[Optimize(Adam)] public partial class Model { public float W; public int Step() => 1; }",
        "'Model' already has a member 'Step', which is the name of a generated one; rename it")]
    [InlineData("FOPT0008", "Gradients", "[Optimize(Adam)] public partial class Model { public float W; public float[] Gradients = []; }",
        "'Model' already has a member 'Gradients', which is the name of a generated one; rename it")]
    [InlineData("FOPT0008", "Model", "public class Base { public double LearningRate; } [Optimize(Adam)] public partial class Model : Base { public float W; }",
        "'Base' already has a member 'LearningRate', which is the name of a generated one; rename it")]
    [InlineData("FOPT0008", "Train", "[Optimize(ScheduleFreeAdamW)] public partial class Model { public float W; public void Train() { } }",
        "'Model' already has a member 'Train', which is the name of a generated one; rename it")]
    [InlineData("FOPT0009", "Optimize(Sgd)", "[Optimize(Adam), Optimize(Sgd)] public partial class Model { public float W; }",
        "'Model' has several [Optimize] attributes; keep one")]
    [InlineData("FOPT0010", "typeof(string)", "[Optimize(typeof(string))] public partial class Model { public float W; }",
        "'String' is no update rule; name typeof a static partial class that is marked [UpdateRule] and has a method Update")]
    [InlineData("FOPT0010", "(Optimizer)99", "[Optimize((Optimizer)99)] public partial class Model { public float W; }",
        "'(Optimizer)99' is no update rule; use a member of Optimizer, or typeof a static partial class that is marked [UpdateRule] and "
            + "has a method Update")]
    [InlineData("FOPT0015", "W", "[Optimize(Adam)] public partial class Model { [Parameter(2, 3)] public float W; }",
        "[Parameter] does not fit 'W': 'float' has no dimensions; remove those of the attribute")]
    [InlineData("FOPT0015", "W", "[Optimize(Adam)] public partial class Model { [Parameter(2, 3)] public double[,] W = new double[2, 3]; }",
        "[Parameter] does not fit 'W': 'double[,]' has dimensions of its own; remove those of the attribute")]
    [InlineData("FOPT0015", "W", "[Optimize(Adam)] public partial class Model { [Parameter(2, 0)] public float[] W = []; }",
        "[Parameter] does not fit 'W': each dimension must be at least 1, and its dimensions are 2, 0")]
    [InlineData("FOPT0015", "W", "[Optimize(Adam)] public partial class Model { [Parameter(100000, 100000)] public partial System.Span<float> W { get; } }",
        "[Parameter] does not fit 'W': 100000 x 100000 elements are more than an array can hold")]
    [InlineData("FOPT0015", "W", "[Optimize(Adam)] public partial class Model { [Parameter(40000, 40000)] public partial System.Span<float> V { get; } [Parameter(40000, 20000)] public partial System.Span<float> W { get; } }",
        "[Parameter] does not fit 'W': with those before it, it makes the block of memory that all partial properties share longer than "
            + "an array can be; declare one of them as an array")]
    [InlineData("FOPT0015", "W", "[Optimize(Adam)] public partial class Model { [Parameter] public partial System.Span<float> W { get; } }",
        "[Parameter] does not fit 'W': it says no dimension, and a span has as many elements as its dimensions say; write "
            + "[Parameter(length)]")]
    [InlineData("FOPT0015", "W", "[Optimize(Adam)] public partial class Model { [Parameter(3)] public partial float W { get; set; } }",
        "[Parameter] does not fit 'W': a single number has no dimensions; write [Parameter]")]
    [InlineData("FOPT0015", "W", "[Optimize(Adam)] public partial class Model { [Parameter(WeightDecay = 0)] public Part W = new(); } [Optimize(Adam)] public partial class Part { public float B; }",
        "[Parameter] does not fit 'W': it holds models, which have shapes and hyperparameters of their own; only LearningRateScale "
            + "reaches into them")]
    [InlineData("FOPT0016", "W", "[Optimize(Adam)] public partial class Model { [SparseGradient] public float[,] W { get; set; } = new float[2, 3]; public float B; }",
        "'W' cannot be a parameter: its type is 'float[,]'; use Span<float>, Span<double>, float or double")]
    [InlineData("FOPT0021", "W", "[Optimize(Adam)] public partial class Model { [SparseGradient] public float[] W = []; }",
        "[SparseGradient] does not fit 'W': it is no table of rows and columns; use float[,], or [Parameter(rows, columns)] on an array, "
            + "memory or partial property")]
    [InlineData("FOPT0021", "W", "[Optimize(Adam)] public partial class Model { [SparseGradient, Parameter(2, 3, 4)] public partial System.Span<float> W { get; } }",
        "[SparseGradient] does not fit 'W': it is no table of rows and columns; use float[,], or [Parameter(rows, columns)] on an array, "
            + "memory or partial property")]
    [InlineData("FOPT0021", "W", "[Optimize(Adam)] public partial class Model { [SparseGradient] public float[][] W = []; }",
        "[SparseGradient] does not fit 'W': it is no table of rows and columns; use float[,], or [Parameter(rows, columns)] on an array, "
            + "memory or partial property")]
    [InlineData("FOPT0021", "W", "[Optimize(Adam)] public partial class Model { [SparseGradient] public System.Numerics.Matrix4x4 W; }",
        "[SparseGradient] does not fit 'W': it is no table of rows and columns; use float[,], or [Parameter(rows, columns)] on an array, "
            + "memory or partial property")]
    [InlineData("FOPT0021", "W", "[Optimize(Adam)] public partial class Model { [SparseGradient] public Part W = new(); } [Optimize(Adam)] public partial class Part { public float B; }",
        "[SparseGradient] does not fit 'W': it holds models; mark their tables")]
    [InlineData("FOPT0021", "W", "[Optimize(Lamb)] public partial class Model { [SparseGradient] public float[,] W = new float[2, 3]; }",
        "[SparseGradient] does not fit 'W': Lamb computes something of the whole parameter, and steps no row alone; use another rule for "
            + "it, or take the attribute away")]
    [InlineData("FOPT0021", "Parameter(2, 3)", "[Optimize(Adafactor)] public partial class Model { [SparseGradient, Parameter(2, 3)] public double[] W = new double[6]; }",
        "[SparseGradient] does not fit 'W': Adafactor computes something of the whole parameter, and steps no row alone; use another rule "
            + "for it, or take the attribute away")]
    [InlineData("FOPT0021", "W", "[Optimize(NAdam)] public partial class Model { [SparseGradient] public float[,] W = new float[2, 3]; }",
        "[SparseGradient] does not fit 'W': NAdam computes something of the whole parameter, and steps no row alone; use another rule for "
            + "it, or take the attribute away")]
    [InlineData("FOPT0021", "W", "[Optimize(ScheduleFreeAdamW)] public partial class Model { [SparseGradient] public float[,] W = new float[2, 3]; }",
        "[SparseGradient] does not fit 'W': ScheduleFreeAdamW moves every row between training and evaluation; use another rule for it, "
            + "or take the attribute away")]
    [InlineData("FOPT0021", "W", "[Optimize(Adopt)] public partial class Model { [SparseGradient] public float[,] W = new float[2, 3]; }",
        "[SparseGradient] does not fit 'W': Adopt treats one step differently from others, and a row may be touched first at any step; "
            + "use another rule for it, or take the attribute away")]
    [InlineData("FOPT0021", "W", "[Optimize(Sgd, Momentum = 0.9, Dampening = 0.5)] public partial class Model { [SparseGradient] public float[,] W = new float[2, 3]; }",
        "[SparseGradient] does not fit 'W': Sgd treats one step differently from others, and a row may be touched first at any step; use "
            + "another rule for it, or take the attribute away")]
    [InlineData("FOPT0022", "Schedule(\"Rate\")", "[Optimize(Adam), Schedule(\"Rate\")] public partial class Model { public float W; }",
        "[Schedule] does not fit 'Model': it has no field or property 'Rate'; name one with nameof")]
    [InlineData("FOPT0022", "Schedule(null!)", "[Optimize(Adam), Schedule(null!)] public partial class Model { public float W; }",
        "[Schedule] does not fit 'Model': it has no field or property ''; name one with nameof")]
    [InlineData("FOPT0022", "Schedule(nameof(Rate))", "[Optimize(Adam), Schedule(nameof(Rate))] public partial class Model { public float W; static readonly double Rate = 1; }",
        "[Schedule] does not fit 'Model': 'Rate' is no field or property of type ISchedule; declare it as one, such as: "
            + "static readonly ISchedule Rate = new Cosine(0.01, steps: 1000), with FusedOpt.Schedules")]
    [InlineData("FOPT0022", "Schedule(nameof(Rate))", "[Optimize(Adam), Schedule(nameof(Rate))] public partial class Model { public float W; static FusedOpt.Schedules.ISchedule Rate() => null!; }",
        "[Schedule] does not fit 'Model': 'Rate' is no field or property of type ISchedule; declare it as one, such as: "
            + "static readonly ISchedule Rate = new Cosine(0.01, steps: 1000), with FusedOpt.Schedules")]
    [InlineData("FOPT0022", "Schedule(\"Rate\")", "public class Base { private FusedOpt.Schedules.ISchedule? Rate = null; public object? Use => Rate; } [Optimize(Adam), Schedule(\"Rate\")] public partial class Model : Base { public float W; }",
        "[Schedule] does not fit 'Model': it has no field or property 'Rate'; name one with nameof")]
    [InlineData("FOPT0022", "Schedule(nameof(Rate))", "[Optimize(Adam, LearningRate = 1), Schedule(nameof(Rate))] public partial class Model { public float W; static readonly FusedOpt.Schedules.ISchedule Rate = new FusedOpt.Schedules.Constant(1); }",
        "[Schedule] does not fit 'Model': its [Optimize] sets a LearningRate, too; keep one of the two")]
    [InlineData("FOPT0022", "Schedule(nameof(Rate))", "[Optimize(Adam), Schedule(nameof(Rate))] public partial class Model { [Parameter(LearningRate = 1)] public float W; static readonly FusedOpt.Schedules.ISchedule Rate = new FusedOpt.Schedules.Constant(1); }",
        "[Schedule] does not fit 'Model': the LearningRate of 'W' is a ratio to that of the class, which now changes; set "
            + "LearningRateScale instead")]
    [InlineData("FOPT0022", "Schedule(nameof(Rate))", "[Optimize(Adam)] public partial class Base { public float W; protected static readonly FusedOpt.Schedules.ISchedule Rate = new FusedOpt.Schedules.Constant(1); } [Optimize(Adam), Schedule(nameof(Rate))] public partial class Model : Base { public float B; }",
        "[Schedule] does not fit 'Model': it is stepped together with its base class 'Base', which has the learning rate; name the "
            + "schedule there")]
    [InlineData("FOPT0016", "W", "[Optimize(Adam)] public partial class Model { [Parameter(3)] public partial System.Span<int> W { get; } }",
        "'W' cannot be a parameter: its type is 'Span<int>'; use Span<float>, Span<double>, float or double")]
    [InlineData("FOPT0016", "W", "[Optimize(Adam)] public partial class Model { [Parameter] public float W { get; set; } }",
        "'W' cannot be a parameter: it must be declared partial, with a getter and without a body; or declare a field")]
    [InlineData("FOPT0016", "W", "[Optimize(Adam)] public partial class Model { [Parameter(3)] public partial System.Span<float> W { get; set; } }",
        "'W' cannot be a parameter: a span has no setter; its elements are written")]
    [InlineData("FOPT0016", "W", "[Optimize(Adam)] public partial class Model { [Parameter] public partial float W { get; init; } }",
        "'W' cannot be a parameter: a single number has a getter and a setter, since each step assigns it")]
    [InlineData("FOPT0016", "W", "[Optimize(Adam)] public partial class Model { [Parameter] public static partial float W { get; set; } }",
        "'W' cannot be a parameter: it is static, and a parameter belongs to an instance")]
    [InlineData("FOPT0016", "W", "[Optimize(Adam)] public partial struct Model { [Parameter] public partial float W { get; set; } }",
        "'W' cannot be a parameter: it is in a structure or record, whose copies would share its memory; declare a field, or use a class")]
    [InlineData("FOPT0016", "W", "[Optimize(Adam)] public partial record Model { [Parameter] public partial float W { get; set; } }",
        "'W' cannot be a parameter: it is in a structure or record, whose copies would share its memory; declare a field, or use a class")]
    [InlineData("FOPT0016", "W", "[Optimize(Adam)] public partial class Model { [Parameter] public partial float W { get; set; } [Parameter(2)] public partial System.Span<double> D { get; } }",
        "'W' cannot be a parameter: the partial properties of a class share one block of memory; let all of them be float, or all double")]
    [InlineData("FOPT0017", "Derived", "[Optimize(Adam)] public partial class Model { public float W; } [Optimize(Sgd, LearningRate = 0.1)] public partial class Derived : Model { public float D; }",
        "'Derived' is stepped together with its base class 'Model', which has the learning rate; set it there, or LearningRateScale on "
            + "the fields of 'Derived'")]
    [InlineData("FOPT0004", "W", "[Optimize(Adam)] public partial class Model { [Parameter] public readonly System.Numerics.Vector3 W; public float B; }",
        "'W' is readonly, so no step could change it; remove readonly, or mark the field [Frozen]")]
    [InlineData("FOPT0018", "W", "[Optimize(Adam)] public partial class Model { public Part W { get; } = new(); [Frozen] public Part F { get; } = new(); public Part G => W; public float B; } [Optimize(Adam)] public partial class Part { public float B; }",
        "'W' is a property, so 'Model' does not step what it holds; declare a field instead, or mark the property [Frozen]")]
    [InlineData(
        "FOPT0023",
        "Prune(Sparsity = 1)",
        "[Optimize(Adam), Prune(Sparsity = 1)] public partial class Model { public float[,] W = new float[2, 2]; }",
        "[Prune] does not fit 'Model': Sparsity must be above 0 and below 1, and is 1")]
    [InlineData(
        "FOPT0023",
        "Prune",
        "[Optimize(Adam), Prune] public partial class Model { public float[,] W = new float[2, 2]; }",
        "[Prune] does not fit 'Model': Sparsity must be above 0 and below 1, and is 0")]
    [InlineData(
        "FOPT0023",
        "Prune(Sparsity = 0.5, Begin = 0)",
        "[Optimize(Adam), Prune(Sparsity = 0.5, Begin = 0)] public partial class Model { public float[,] W = new float[2, 2]; }",
        "[Prune] does not fit 'Model': Begin must be at least 1, and is 0")]
    [InlineData(
        "FOPT0023",
        "Prune(Sparsity = 0.5, Begin = 9, End = 8)",
        "[Optimize(Adam), Prune(Sparsity = 0.5, Begin = 9, End = 8)] public partial class Model { public float[,] W = new float[2, 2]; }",
        "[Prune] does not fit 'Model': End must be at least Begin, which is 9, and is 8")]
    [InlineData(
        "FOPT0023",
        "Prune(Sparsity = 0.5, Every = 0)",
        "[Optimize(Adam), Prune(Sparsity = 0.5, Every = 0)] public partial class Model { public float[,] W = new float[2, 2]; }",
        "[Prune] does not fit 'Model': Every must be at least 1, and is 0")]
    [InlineData(
        "FOPT0023",
        "Prune(Sparsity = 0.5, Scope = (PruneScope)2)",
        "[Optimize(Adam), Prune(Sparsity = 0.5, Scope = (PruneScope)2)] public partial class Model { public float[,] W = new float[2, 2]; "
            + "}",
        "[Prune] does not fit 'Model': Scope must be PruneScope.Model or PruneScope.Tensor")]
    [InlineData(
        "FOPT0023",
        "Prune(Sparsity = 0.5)",
        "[Optimize(Adam), Prune(Sparsity = 0.5)] public partial class Model { public float[] W = []; [KeepDense] public float[,] V = new "
            + "float[2, 2]; }",
        "[Prune] does not fit 'Model': it has no parameter of two or more dimensions that is not [KeepDense]; use float[,] or float[][], "
            + "or say the shape of one with [Parameter(rows, columns)]")]
    [InlineData(
        "FOPT0023",
        "Prune(Sparsity = 0.5)",
        "[Optimize(Adam), Prune(Sparsity = 0.5)] public partial class Model { [SparseGradient] public float[,] W = new float[2, 2]; }",
        "[Prune] does not fit 'Model': the rows of 'W' are stepped where they have a gradient, and pruning goes through all of them; mark "
            + "it [KeepDense]")]
    [InlineData("FOPT0023", "Prune(Sparsity = 0.5)", "[Optimize(Adam), Prune(Sparsity = 0.5)] public partial struct Model { public float[,] W; }",
        "[Prune] does not fit 'Model': structures and records are copied, and their copies would share what is pruned; use a class")]
    [InlineData("FOPT0023", "Prune(Sparsity = 0.5)", "[Optimize(Adam, StatePrecision = StatePrecision.BFloat16), Prune(Sparsity = 0.5)] public partial class Model { public float[,] W = new float[2, 2]; }",
        "[Prune] does not fit 'Model': its state is kept in fewer bytes, which cannot be pruned in place; leave StatePrecision as it is")]
    [InlineData("FOPT0025", "Transform(typeof(FusedOpt.Transforms.ClipByNorm))", "[Transform(typeof(FusedOpt.Transforms.ClipByNorm))] public partial class Model { public float[,] W = new float[2, 2]; }",
        "[Transform] has no effect, because 'Model' is not marked [Optimize]; mark it, or remove [Transform]")]
    [InlineData("FOPT0025", "Average(typeof(FusedOpt.Averages.Ema))", "[Average(typeof(FusedOpt.Averages.Ema))] public partial class Model { public float[,] W = new float[2, 2]; }",
        "[Average] has no effect, because 'Model' is not marked [Optimize]; mark it, or remove [Average]")]
    [InlineData("FOPT0025", "Prune(Sparsity = 0.5)", "[Prune(Sparsity = 0.5)] public partial class Model { public float[,] W = new float[2, 2]; }",
        "[Prune] has no effect, because 'Model' is not marked [Optimize]; mark it, or remove [Prune]")]
    [InlineData("FOPT0025", "GuardGradients(MaxNorm = 1)", "[GuardGradients(MaxNorm = 1)] public partial class Model { public float[,] W = new float[2, 2]; }",
        "[GuardGradients] has no effect, because 'Model' is not marked [Optimize]; mark it, or remove [GuardGradients]")]
    [InlineData("FOPT0025", "SumGradients", "[SumGradients] public partial class Model { public float[,] W = new float[2, 2]; }",
        "[SumGradients] has no effect, because 'Model' is not marked [Optimize]; mark it, or remove [SumGradients]")]
    [InlineData("FOPT0025", "Schedule(\"Rate\")", "[Schedule(\"Rate\")] public partial class Model { public float[,] W = new float[2, 2]; }",
        "[Schedule] has no effect, because 'Model' is not marked [Optimize]; mark it, or remove [Schedule]")]
    [InlineData("FOPT0025", "GuardGradients", "[GuardGradients, SumGradients] public partial class Model { public float[,] W = new float[2, 2]; }",
        "[GuardGradients] has no effect, because 'Model' is not marked [Optimize]; mark it, or remove [GuardGradients]")]
    [InlineData("FOPT0025", "Prune(Sparsity = 0.5)", "[Optimize(Adam)] public partial class Base { public float[,] W = new float[2, 2]; } [Prune(Sparsity = 0.5)] public class Model : Base { }",
        "[Prune] has no effect, because 'Model' is not marked [Optimize]; mark it, or remove [Prune]")]
    [InlineData("FOPT0008", "Sparsity", "[Optimize(Adam), Prune(Sparsity = 0.5)] public partial class Model { public float[,] W = new float[2, 2]; public int Sparsity; }",
        "'Model' already has a member 'Sparsity', which is the name of a generated one; rename it")]
    [InlineData("FOPT0034", "W", "[Optimize(Adam)] public partial class Model { [Name(\" \")] public float W; }",
        "The name ' ' of 'W' does not fit: it is empty; write a name")]
    [InlineData("FOPT0034", "W", "[Optimize(Adam)] public partial class Model { [Name(\"a\\nb\")] public float W; }",
        "The name 'a\nb' of 'W' does not fit: it contains a control character; remove the character")]
    [InlineData("FOPT0034", "W", "[Optimize(Adam)] public partial class Model { [Name(\"__metadata__\")] public float W; }",
        "The name '__metadata__' of 'W' does not fit: a file has its metadata under that name; choose another name")]
    [InlineData("FOPT0034", "W", "[Optimize(Adam)] public partial class Model { public float V; [Name(\"V\")] public float W; }",
        "The name 'V' of 'W' does not fit: 'V' has that name, too; give one of them another name")]
    [InlineData(
        "FOPT0020",
        "GuardGradients(MaxNorm = 0)",
        "[Optimize(Adam), GuardGradients(MaxNorm = 0)] public partial class Model { public float W; }",
        "[GuardGradients] does not fit 'Model': MaxNorm must be above 0, and is 0")]
    [InlineData(
        "FOPT0020",
        "GuardGradients(MicroBatches = 0)",
        "[Optimize(Adam), GuardGradients(MicroBatches = 0)] public partial class Model { public float W; }",
        "[GuardGradients] does not fit 'Model': MicroBatches must be at least 1, and is 0")]
    [InlineData(
        "FOPT0020",
        "GuardGradients(LossScale = -1)",
        "[Optimize(Adam), GuardGradients(LossScale = -1)] public partial class Model { public float W; }",
        "[GuardGradients] does not fit 'Model': LossScale must be from 2^-24 (5.97e-8) to 2^95 (3.96e28), and is -1; 65536 is usual")]
    [InlineData("FOPT0020", "GuardGradients(LossScale = 4e28)", "[Optimize(Adam), GuardGradients(LossScale = 4e28)] public partial class Model { public float W; }",
        "[GuardGradients] does not fit 'Model': LossScale must be from 2^-24 (5.97e-8) to 2^95 (3.96e28), and is 4e28; 65536 is usual")]
    [InlineData("FOPT0020", "GuardGradients(LossScale = 5e-8)", "[Optimize(Adam), GuardGradients(LossScale = 5e-8)] public partial class Model { public float W; }",
        "[GuardGradients] does not fit 'Model': LossScale must be from 2^-24 (5.97e-8) to 2^95 (3.96e28), and is 5e-8; 65536 is usual")]
    [InlineData("FOPT0020", "GuardGradients(LossScale = double.NaN)", "[Optimize(Adam), GuardGradients(LossScale = double.NaN)] public partial class Model { public float W; }",
        "[GuardGradients] does not fit 'Model': LossScale must be from 2^-24 (5.97e-8) to 2^95 (3.96e28), and is NaN; 65536 is usual")]
    [InlineData("FOPT0008", "IsLossScaleExhausted", "[Optimize(Adam), GuardGradients(LossScale = 2)] public partial class Model { public float W; public int IsLossScaleExhausted() => 0; }",
        "'Model' already has a member 'IsLossScaleExhausted', which is the name of a generated one; rename it")]
    [InlineData("FOPT0020", "GuardGradients(LossScale = 2, GrowthInterval = 0)", "[Optimize(Adam), GuardGradients(LossScale = 2, GrowthInterval = 0)] public partial class Model { public float W; }",
        "[GuardGradients] does not fit 'Model': GrowthInterval must be at least 1, and is 0")]
    [InlineData("FOPT0020", "GuardGradients(SkipNonFinite = true)", "[Optimize(Adam), GuardGradients(SkipNonFinite = true)] public partial struct Model { public float W; }",
        "[GuardGradients] does not fit 'Model': structures and records are copied, and their copies would share what a guard counts; put "
            + "what the attribute says on a class that holds it, and leave [GuardGradients] without arguments here")]
    [InlineData("FOPT0020", "GuardGradients", "[Optimize(Adam)] public partial class Model { public float W; } [Optimize(Adam), GuardGradients] public partial class Derived : Model { public float D; }",
        "[GuardGradients] does not fit 'Derived': it is stepped together with its base class; put the attribute there")]
    [InlineData(
        "FOPT0024",
        "SumGradients",
        "[Optimize(Adam), SumGradients] public partial struct Model { public float W; }",
        "[SumGradients] does not fit 'Model': a structure holds its gradients in itself; make it a class")]
    [InlineData("FOPT0024", "W",
        "[Optimize(Adam), SumGradients] public partial class Model { public Part W = new(); public Summed[] Good = []; [Frozen] public "
            + "Part Frozen = new(); public static void Use() { Model m = new(); Model.ParameterGradients g = new(m); m.Step(g, "
            + "m.Gradients); m.StepAndZeroGradients(m.Gradients); g.ZeroGradients(); g.Good[0].B = 1; } } [Optimize(Adam)] public "
            + "partial class Part { public float B; } [Optimize(Adam), SumGradients] public sealed partial class Summed { public "
            + "float B; }",
        "[SumGradients] does not fit 'Model': 'W' holds gradients that are there but once; mark 'Part' [SumGradients], too, or mark the "
            + "field [Frozen]")]
    [InlineData("FOPT0024", "W", "[Optimize(Adam), SumGradients] public partial class Model { public System.Collections.Generic.List<Derived> W = []; } [Optimize(Adam)] public partial class Part { public float B; } [Optimize(Adam)] public partial class Derived : Part { public float D; }",
        "[SumGradients] does not fit 'Model': 'W' holds gradients that are there but once; mark 'Part' [SumGradients], too, or mark the "
            + "field [Frozen]")]
    [InlineData("FOPT0024", "W", "[Optimize(Adam), SumGradients] public partial class Model { public Line[] W = []; } [Optimize(Adam)] public partial struct Line { public float B; }",
        "[SumGradients] does not fit 'Model': 'W' is a structure, which holds its gradients in itself; make 'Line' a class marked "
            + "[SumGradients], or mark the field [Frozen]")]
    [InlineData("FOPT0024", "W", "[Optimize(Adam), SumGradients] public partial class Model<T> where T : IOptimizable { public T[] W = []; }",
        "[SumGradients] does not fit 'Model': 'W' may hold a model of any class, also of one that takes no sums; declare it as a class "
            + "marked [SumGradients], or mark the field [Frozen]")]
    [InlineData("FOPT0024", "W", "[Optimize(Adam), SumGradients] public partial class Model { private Part W = new(); [Optimize(Adam), SumGradients] private sealed partial class Part { public float B; } }",
        "[SumGradients] does not fit 'Model': 'W' is of a class that the gradients of 'Model' cannot show; make 'Part' at least internal")]
    [InlineData("FOPT0024", "W", "[Optimize(Adam), SumGradients] public partial class Model { [SparseGradient] public float[,] W = new float[2, 2]; }",
        "[SumGradients] does not fit 'Model': 'W' has a sparse gradient, with rows of its own; put the table into a class that is stepped "
            + "by itself")]
    [InlineData("FOPT0024", "SumGradients", "[Optimize(Adam)] public partial class Model { public float W; } [Optimize(Adam), SumGradients] public partial class Derived : Model { public float D; }",
        "[SumGradients] does not fit 'Derived': it is stepped together with 'Model'; put the attribute there")]
    [InlineData("FOPT0024", "D", "[Optimize(Adam), SumGradients] public partial class Model { public float W; } [Optimize(Adam)] public partial class Derived : Model { public Part D = new(); } [Optimize(Adam)] public sealed partial class Part { public float B; }",
        "[SumGradients] does not fit 'Derived': 'D' holds gradients that are there but once; mark 'Part' [SumGradients], too, or mark the "
            + "field [Frozen]")]
    [InlineData("FOPT0008", "GradientNorm", "[Optimize(Adam), GuardGradients(MaxNorm = 1)] public partial class Model { public float W; public int GradientNorm; }",
        "'Model' already has a member 'GradientNorm', which is the name of a generated one; rename it")]
    [InlineData("FOPT0005", "W", "[Optimize(Adam)] public partial class Model { [Parameter] public int W; public float B; }",
        "'W' is of type 'int', which cannot be optimized; use float, double or Half, an array, memory or vector of them, or optimized "
            + "models in an array or List, or remove the attribute")]
    [InlineData("FOPT0006", "Nesterov = true", "[Optimize(Adam)] public partial class Model { [Parameter(Nesterov = true)] public float W; }",
        "Adam has no hyperparameter 'Nesterov'; use one of LearningRate, Beta1, Beta2, Epsilon, WeightDecay, AmsGrad, BiasCorrection, "
            + "Maximize")]
    [InlineData(
        "FOPT0007",
        "Beta1 = 2",
        "[Optimize(Adam, Beta2 = 0.9)] public partial class Model { [Parameter(WeightDecay = 0, Beta1 = 2)] public float W; }",
        "Invalid beta parameter at index 0: 2; Beta1 must be in [0, 1)")]
    [InlineData(
        "FOPT0007",
        "Hyperparameter(\"beta1\", 2.0)",
        "[Optimize(Adam)] public partial class Model { [Hyperparameter(\"beta1\", 2.0)] public float W; }",
        "Invalid beta parameter at index 0: 2; Beta1 must be in [0, 1)")]
    [InlineData(
        "FOPT0007",
        "W",
        "[Optimize(Adam)] public partial class Model { [Parameter(LearningRateScale = -1)] public float W; }",
        "Invalid learning rate scale: -1; LearningRateScale must be in [0, inf)")]
    [InlineData("FOPT0007", "Parameter(Nesterov = true)", "[Optimize(Sgd)] public partial class Model { [Parameter(Nesterov = true)] public float W; }",
        "Nesterov momentum requires a momentum and zero dampening")]
    [InlineData("FOPT0007", "Parameter(LearningRate = 0.1)", "[Optimize(Sgd, LearningRate = 0)] public partial class Model { [Parameter(LearningRate = 0.1)] public float W; }",
        "Invalid learning rate: that of 'W' keeps its ratio to the learning rate of the class, which is 0; give the class one above 0")]
    [InlineData("FOPT0008", "FusedOptApply", "[Optimize(Adam)] public partial class Model { public float W; public void FusedOptApply() { } }",
        "'Model' already has a member 'FusedOptApply', which is the name of a generated one; rename it")]
    [InlineData("FOPT0008", "Evaluate", "[Optimize(Adam)] public partial class Model { public Part W = new(); public void Evaluate() { } } [Optimize(Adam)] public partial class Part { public float B; }",
        "'Model' already has a member 'Evaluate', which is the name of a generated one; rename it")]
    [InlineData("FOPT0008", "Derived", "[Optimize(Adam)] public partial class Model { [Parameter] public partial float W { get; set; } } [Optimize(Adam)] public partial class Derived : Model { [Parameter] public partial float D { get; set; } }",
        "'Model' already has a member 'ParameterSpan', which is the name of a generated one; rename it")]
    [InlineData("FOPT0008", "GradientSpan", "[Optimize(Adam)] public partial class Model { [Parameter] public partial float W { get; set; } public int GradientSpan; }",
        "'Model' already has a member 'GradientSpan', which is the name of a generated one; rename it")]
    [InlineData("FOPT0014", "Hyperparameter(\"beta1\", true)", "[Optimize(Adam), Hyperparameter(\"beta1\", true)] public partial class Model { public float W; }",
        "Hyperparameter 'Beta1' of Adam is a number, not true or false; give it a number")]
    public async Task AMistakeGivesOneError(string id, string squiggle, string source, string message)
    {
        Diagnostic diagnostic = Assert.Single(await Reported("using FusedOpt;\n" + source));
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(squiggle, Squiggle(diagnostic));
        Assert.Equal(message, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("Adam, Beta1 = 2", "FOPT0007")]
    [InlineData("typeof(string)", "FOPT0010")]
    [InlineData("ScheduleFreeAdamW", "FOPT0019")]
    public async Task ARefusedClassHasTheMembersThatItsAttributesBring(string rule, string id)
    {
        Compilation compilation = Testbed.WithGenerated(Testbed.Compile($$"""
            using FusedOpt;
            using FusedOpt.Averages;
            [Optimize({{rule}}), GuardGradients(MaxNorm = 1, SkipNonFinite = true, LossScale = 4, MicroBatches = 3), SumGradients, Prune(Sparsity = 0.5), Average(typeof(Ema))]
            public partial class Model { public float[,] W = new float[2, 3]; }
            [Optimize({{rule}}), Average(typeof(string))]
            public partial class Other { public float W; private void Train() { } public void Use() => Train(); }
            public static class Program
            {
                public static double Use(Model m, Other o)
                {
                    m.MaxGradientNorm = m.GradientNorm + m.SkippedSteps + m.LossScale + m.MicroBatch + m.Sparsity;
                    m.Evaluate();
                    m.Train();
                    o.Evaluate();
                    m.Step(m.Gradients, new Model.ParameterGradients(m));
                    return m.IsLossScaleExhausted || m.IsTraining || o.IsTraining ? 1 : m.MaxGradientNorm;
                }
            }
            """));
        Assert.Empty(Testbed.Problems(compilation));
        Assert.Equal(id, (await Testbed.Analyze(compilation))[0].Id);
    }

    [Fact]
    public async Task AClassWhoseBaseIsRefusedHasNoErrorOfItsOwn()
    {
        Compilation generated = Testbed.WithGenerated(Testbed.Compile("""
            using FusedOpt;
            [Optimize(Adam, Beta1 = 2)] public partial class Model { public float W; [Parameter] public partial double D { get; set; } }
            [Optimize(Sgd)] public partial class Derived : Model { public float[] V = []; public Model? Inner; }
            public static class Program { public static void Train(Derived model) { model.Gradients.V[0] = 1; model.Step(); model.Evaluate(); model.D = 1; } }
            """));
        Assert.Empty(Testbed.Problems(generated));
        Assert.Equal("FOPT0007", Assert.Single(await Testbed.Analyze(generated)).Id);
    }

    [Fact]
    public async Task UsesOfARefusedClassAreNoErrors()
    {
        CSharpCompilation compilation = Testbed.Compile("""
            using FusedOpt;
            [Optimize(Adam, Beta1 = 2)]
            public partial class Model { public float W; public double[] D = []; }
            public static class Program
            {
                public static void Train(Model model, IOptimizable same)
                {
                    model.Gradients.W = 1;
                    model.Gradients.D[0] += 1;
                    model.LearningRate = 0.1;
                    model.Step();
                    model.ZeroGradients();
                    System.Console.WriteLine(model.StepCount);
                    same = model;
                }
            }
            """);
        Compilation generated = Testbed.WithGenerated(compilation);
        Assert.Empty(Testbed.Problems(generated));
        Assert.Equal("FOPT0007", Assert.Single(await Testbed.Analyze(generated)).Id);
        Assert.NotEmpty(Testbed.Problems(compilation));
    }

    [Fact]
    public void FieldsOfARefusedClassCountAsAssigned()
    {
        CSharpCompilation compilation = Testbed.Compile(
            "using FusedOpt;\n[Optimize(Adam, Beta1 = 2)] internal partial class Model { public float W; private double v; internal "
                + "double V => v + W; }");
        Assert.Equal(2, compilation.GetDiagnostics().Count(d => d.Id == "CS0649"));
        Assert.DoesNotContain(Testbed.WithGenerated(compilation).GetDiagnostics(), d => d.Id == "CS0649");
    }

    [Theory]
    [InlineData("[Optimize(Adam, LearningRate = 0.1)] public partial class Model { public float W; public float[] A = []; }")]
    [InlineData("[Optimize(Unknown)] public partial class Model { public float W; }")]
    [InlineData("[Optimize(typeof(Unknown))] public partial class Model { public float W; }")]
    [InlineData("[Optimize(Adam)] public partial class Model { public Unknown W; }")]
    [InlineData(
        "[Optimize(Adam)] public partial class Model { public System.Text.StringBuilder S = new(); public float W; public string[] N = "
            + "[]; }")]
    [InlineData(
        "[Optimize(Adam), Schedule(nameof(Rate))] public partial class Model { public float W; public FusedOpt.Schedules.ISchedule? Rate "
            + "{ get; set; } }")]
    [InlineData("[Optimize(Adam)] public partial class Model { public IOptimizable? Part; }")]
    public async Task WhatIsRightOrTheCompilersOwnErrorIsNotReported(string source) =>
        Assert.Empty(await Reported("using FusedOpt;\n" + source));

    [Fact]
    public async Task ARuleOfAnotherFormatIsNotReadWrongly()
    {
        MetadataReference Library(int version, string text) => Testbed.Emit(Testbed.Compile($$"""
            using FusedOpt;
            [UpdateRule, FusedOpt.CompilerServices.CompiledRule({{version}}, "{{text}}")]
            public static class Theirs { public static void Update(ref float parameter, float gradient, double learningRate = 1) { } }
            """));
        async Task<Diagnostic> Use(MetadataReference library) => Assert.Single(await Testbed.Analyze(Testbed.WithGenerated(
            Testbed.Compile(
                "using FusedOpt;\n[Optimize(typeof(Theirs))] public partial class Model { public float W; }", null, null, library))));

        Diagnostic newer = await Use(Library(3, "anything"));
        Assert.Equal("FOPT0013", newer.Id);
        Assert.Equal("typeof(Theirs)", Squiggle(newer));
        Assert.Contains(
            "update FusedOpt in this project",
            newer.GetMessage(System.Globalization.CultureInfo.InvariantCulture),
            StringComparison.Ordinal);
        Assert.Equal("FOPT0010", (await Use(Library(2, "corrupt"))).Id);
    }

    [Fact]
    public async Task SeveralDeclarationsGiveOneGeneratedPartAndOneError()
    {
        CSharpCompilation compilation = Testbed.Compile("""
            using FusedOpt;
            [Optimize(Adam)] public partial class Model { public float W; }
            [Optimize(Sgd)] public partial class Model { public float V; }
            """);
        Compilation generated = Testbed.WithGenerated(compilation);
        Assert.Equal(3, generated.SyntaxTrees.Count());
        Assert.Equal("FOPT0009", Assert.Single(await Testbed.Analyze(generated)).Id);
    }

    internal static string Squiggle(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan);

    private static async Task<Diagnostic[]> Reported(string source) =>
        [.. await Testbed.Analyze(Testbed.WithGenerated(Testbed.Compile(source)))];
}
