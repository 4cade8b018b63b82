using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Backends.CSharp.Kernels;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>Writes the calls of a kernel for single values, which are handed over by reference.</summary>
internal static class SinglesEmitter
{
    /// <summary>The most values of one method.</summary>
    /// <remarks>
    /// The JIT does not optimise a method of more than 60,000 bytes of IL, and a value takes about 40. Measured on two shared cores: from
    /// 1,400 values onward a value took 9 to 10 ns instead of 5 to 8 (<c>benchmarks/Generator --scaling --only "float fields"</c>).
    /// </remarks>
    private const int MostPerMethod = 256;

    /// <summary>Returns true if a kernel takes a parameter as an element that has nothing to do with others.</summary>
    public static bool IsSingle(LoweredModel model, ModelParameter p, Kernel kernel) =>
        p is FieldParameter { IsSingle: true, Indices.Count: 0 }
        && !kernel.HasTensorValues
        && !(model.Target.SumsGradients && kernel.HasGradient);

    /// <summary>Writes the calls for all values, in several functions if there are many values.</summary>
    /// <param name="writer">Receives the code.</param>
    /// <param name="model">The model.</param>
    /// <param name="singles">The values.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="name">The name of the kernel's class in C#.</param>
    /// <param name="local">The local that holds the kernel.</param>
    /// <param name="names">The names of locals of the method at hand.</param>
    public static void Emit(
        SourceWriter writer,
        LoweredModel model,
        ArraySegment<ModelParameter> singles,
        Kernel kernel,
        string name,
        string local,
        ISet<string> names)
    {
        // A local function of a structure cannot reach the structure's fields.
        if (singles.Count <= MostPerMethod || model.IsStruct)
        {
            EmitValues(writer, model, singles, kernel, local);
            return;
        }

        foreach (ArraySegment<ModelParameter> some in Pieces.Split([.. singles], MostPerMethod))
        {
            string function = model.Names.Local(Identifiers.Unique("Values", names));
            EmitFunction(writer, model, some, kernel, name, local, function);
        }
    }

    private static void EmitFunction(
        SourceWriter writer,
        LoweredModel model,
        ArraySegment<ModelParameter> singles,
        Kernel kernel,
        string name,
        string local,
        string function)
    {
        string context = model.Names.Local("context"), gradients = GradientsEmitter.Name(model);
        (string parameter, string argument) = kernel.HasGradient
            ? ($"{GeneratedMemberNames.GradientsType} {gradients}, ", gradients + ", ")
            : ("", "");
        writer.Line().Line($"{function}({argument}in {local}, ref {context});").Line();
        writer.Line(StepEmitter.Optimized);
        using (writer.Block($"void {function}({parameter}in {name} {local}, ref fusedOpt::StepContext {context})"))
            EmitValues(writer, model, singles, kernel, local);
    }

    private static void EmitValues(
        SourceWriter writer, LoweredModel model, ArraySegment<ModelParameter> singles, Kernel kernel, string local)
    {
        string Gradient(ModelParameter p) => $"{GradientsEmitter.Name(model)}.{p.Name}";
        using (writer.Block($"if ({model.Names.Local("context")}.TryClaim({singles.Count}))"))
        {
            foreach (ModelParameter p in singles)
            {
                string[] values = kernel.HasGradient ? [p.Own, Gradient(p)] : [p.Own];
                IEnumerable<string> references = values.Concat(p.Arguments(kernel).Select(s => s.Name)).Select(v => "ref " + v);
                writer.Line($"{local}.Update({string.Join(", ", references)}{NoiseEmitter.Argument(model, p, kernel)});");
            }

            if (kernel.HasGradient)
                EmitClear(writer, model, [.. singles.Select(Gradient)]);
        }
    }

    private static void EmitClear(SourceWriter writer, LoweredModel model, string[] gradients)
    {
        writer.Line($"if ({model.Names.Local("context")}.ZeroesGradients)");
        using (gradients.Length > Pieces.MaxTerms ? writer.Block() : writer.Indent())
        {
            foreach (ArraySegment<string> some in Pieces.Split(gradients, Pieces.MaxTerms))
                writer.Line($"{string.Join(" = ", some)} = 0;");
        }
    }
}
