using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Backends.CSharp.Kernels;
using FusedOpt.Generator.Backends.CSharp.Regions;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Lowering;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Networks;

/// <summary>Writes the forms for batches of the methods on one example, and the file of the regions that they call.</summary>
internal static class NetworkEmitter
{
    /// <summary>The name of the field that counts the calls of a step, for dropout.</summary>
    public const string DropoutField = "_fusedOptDropoutDraws";

    /// <summary>Returns the files, each with its name without ending.</summary>
    public static EquatableArray<KernelFile> Emit(NetworkModel model)
    {
        var regions = new RegionClasses(model);
        SourceWriter writer = FileEmitter.Begin(model.HidesMembers ? ["CS0108"] : []);
        writer.Line("using codeDom = global::System.CodeDom.Compiler;").Line(FileEmitter.ServicesAlias).Line();
        FileEmitter.Part(writer, model.Type, () => { }, "", () =>
        {
            bool isFirst = true;
            void Separate()
            {
                if (!isFirst)
                    writer.Line();
                isFirst = false;
            }

            if (model.Loss is { } loss)
            {
                Separate();
                EmitLoss(writer, model, loss, regions);
            }

            foreach (InferenceMethod method in model.Inferences)
            {
                Separate();
                EmitInference(writer, model, method, regions);
            }

            RefusedNetworkEmitter.Emit(writer, model, Separate);
        });
        return new([new KernelFile(model.Type.HintName + ".Network", writer.ToString()), .. regions.Files()]);
    }

    private static void EmitLoss(SourceWriter writer, NetworkModel model, Graph loss, RegionClasses regions)
    {
        CompiledGraph backward = CompiledGraph.Backward(loss), mean = CompiledGraph.Mean(loss);
        string inputs = string.Join(", ", GraphMethodEmitter.Parameters(loss));
        string names = string.Join(", ", loss.Inputs.Select(i => Identifiers.Escape(i.Name)));
        HashSet<string> taken = [.. loss.Inputs.Select(i => i.Name)];
        string total = Identifiers.Free("total", taken), result = Identifiers.Free("loss", taken);
        string of = $"the mean of {loss.Name} over examples";

        if (backward.Operations.Any(o => o is DropoutOperation))
            writer.Line($"private fusedOpt::DropoutDraws {DropoutField};").Line();
        writer.Line($"/// <summary>Adds to the gradients those of {of}, and returns the mean.</summary>");
        NetworkDocumentation.EmitOperations(writer, backward);
        NetworkDocumentation.EmitInputs(writer, loss);
        NetworkDocumentation.EmitTotal(writer, total);
        writer.Line(FileEmitter.GeneratedMember);
        using (writer.Block($"public double AddGradients({inputs}, int {total} = 0)"))
        {
            var body = new GraphMethodEmitter(writer, model.Type.Name, "AddGradients", backward, output: null, regions);
            body.Emit(model.ScalesLoss, model.NoiseSeed);
        }

        writer.Line();
        writer.Line(
            $"/// <summary>Learns from examples: adds the gradients of {of}, steps, and sets the gradients to 0.</summary>");
        NetworkDocumentation.EmitInputs(writer, loss);
        writer.Line("/// <returns>The mean loss before the step.</returns>");
        writer.Line(FileEmitter.GeneratedMember);
        using (writer.Block($"public double Learn({inputs})"))
        {
            writer.Line($"double {result} = this.AddGradients({names});");
            writer.Line("this.StepAndZeroGradients();");
            writer.Line($"return {result};");
        }

        writer.Line();
        writer.Line($"/// <summary>Returns {of}; gradients stay as they are, and no values of the pass are kept.</summary>");
        NetworkDocumentation.EmitOperations(writer, mean);
        NetworkDocumentation.EmitInputs(writer, loss);
        writer.Line("/// <returns>The mean loss.</returns>");
        writer.Line(FileEmitter.GeneratedMember);
        using (writer.Block($"public double MeanLoss({inputs})"))
        {
            writer.Line($"int {total} = 0;");
            new GraphMethodEmitter(writer, model.Type.Name, "MeanLoss", mean, output: null, regions).Emit(isScaled: false, seed: 0);
        }
    }

    private static void EmitInference(SourceWriter writer, NetworkModel model, InferenceMethod method, RegionClasses regions)
    {
        Graph graph = method.Graph;
        CompiledGraph forward = CompiledGraph.Forward(graph);
        string output = Identifiers.Unique("results", new HashSet<string>(graph.Inputs.Select(i => i.Name)));
        string inputs = string.Join(", ", GraphMethodEmitter.Parameters(graph));
        string keyword = graph.Element == ElementType.Double ? "double" : "float";
        writer.Line($"/// <summary>Computes {graph.Name} of each of several examples.</summary>");
        NetworkDocumentation.EmitOperations(writer, forward);
        NetworkDocumentation.EmitInputs(writer, graph);
        NetworkDocumentation.EmitOutput(writer, output, graph.Nodes[graph.Result].Shape);
        writer.Line(FileEmitter.GeneratedMember);
        string modifiers = method.Accessibility + (method.IsStatic ? " static" : "");
        using (writer.Block($"{modifiers} void {Identifiers.Escape(graph.Name)}({inputs}, global::System.Span<{keyword}> {output})"))
            new GraphMethodEmitter(writer, model.Type.Name, graph.Name, forward, output, regions).Emit(isScaled: false, seed: 0);
    }
}
