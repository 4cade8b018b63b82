using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp;

/// <summary>Writes the members of an optimized class.</summary>
internal sealed class ModelEmitter(SourceWriter writer, DeclaredType type, string rule, double learningRate, IReadOnlyList<ModelParameter> parameters, ISet<string> taken)
{
    private readonly string _gradients = Identifiers.Unique("_gradients", taken);
    private readonly string _learningRate = Identifiers.Unique("_learningRate", taken);
    private readonly string _prepare = Identifiers.Unique(Surface.PrepareStep, taken);

    // Locals give way to the fields that the same methods use.
    private readonly string _gradientsLocal = Identifiers.Unique("gradients", taken);
    private readonly string _stepLocal = Identifiers.Unique("step", taken);
    private readonly string _modelLocal = Identifiers.Unique("model", taken);
    private readonly string _visitorLocal = Identifiers.Unique("visitor", taken);
    private readonly string _visitorType = Identifiers.Unique("TVisitor", taken);

    private IEnumerable<ModelParameter> Arrays => parameters.Where(p => !p.Field.IsScalar);

    private bool HasModes => parameters.Any(p => p.Kernels.Evaluate is not null);

    public void Emit()
    {
        EmitFields();
        EmitProperties();
        EmitStep();
        EmitModes();
        EmitPrepare();
        EmitZeroGradients();
        EmitVisit();
        EmitGradients();
    }

    private void EmitFields()
    {
        foreach (ModelParameter parameter in parameters.Where(p => p.States.Count > 0))
        {
            writer.Line("// " + parameter.Field.Name);
            foreach (StateField state in parameter.States)
            {
                string element = state.Rate == Rate.Tensor ? "double" : parameter.Kernel.ElementKeyword;
                string declared = state.IsArray ? element + "[]?" : element;
                string initial = state.IsArray || state.Initial is null ? "" : " = " + state.Initial;
                writer.Line($"private {declared} {state.Name}{initial};");
            }

            writer.Line();
        }

        writer.Line($"private {Surface.GradientsType}? {_gradients};");
        writer.Line($"private double {_learningRate} = {Literals.Double(learningRate)};");
        writer.Line();
    }

    private void EmitProperties() => writer.Lines($$"""
        /// <summary>The gradients of the parameters: write them before each step.</summary>
        public {{Surface.GradientsType}} {{Surface.Gradients}} => {{_gradients}} ??= new(this);

        /// <inheritdoc/>
        public double {{Surface.LearningRate}}
        {
            get => {{_learningRate}};
            set => {{_learningRate}} = global::FusedOpt.ParameterCheck.LearningRate(value);
        }

        /// <inheritdoc/>
        public long {{Surface.StepCount}} { get; private set; }

        """);

    private void EmitStep()
    {
        writer.Line($"/// <summary>One step of {rule} over {Remarks.List(parameters.Select(p => p.Field.Name))}.</summary>");
        writer.Line("/// <inheritdoc/>");
        using (writer.Block($"public void {Surface.Step}()"))
        {
            if (HasModes)
                writer.Line($"global::FusedOpt.ParameterCheck.Training(\"{type.Name}\", {Surface.IsTraining});");
            EmitPrepared();
            bool usesStep = parameters.Any(p => p.Kernel.StepName is not null);
            if (usesStep)
                writer.Line($"long {_stepLocal} = {Surface.StepCount} + 1;");
            EmitKernels(p => p.Kernel, _stepLocal);
            writer.Line();
            writer.Line(usesStep ? $"{Surface.StepCount} = {_stepLocal};" : $"{Surface.StepCount}++;");
        }

        writer.Line();
    }

    private void EmitKernels(Func<ModelParameter, Kernel> kernelOf, string step)
    {
        var names = new HashSet<string>(taken, StringComparer.Ordinal);
        IGrouping<Kernel, ModelParameter>[] groups = [.. parameters.GroupBy(kernelOf)];
        foreach (IGrouping<Kernel, ModelParameter> group in groups)
        {
            Kernel kernel = group.Key;
            string name = "global::FusedOpt.Generated." + kernel.ClassName;
            string[] common = [.. new[] { kernel.LearningRateName is null ? null : Surface.LearningRate, kernel.StepName is null ? null : step }.OfType<string>()];
            string uniforms = Identifiers.Unique(groups.Length == 1 ? "uniforms" : kernel.ElementKeyword + "Uniforms", names);
            writer.Line();
            writer.Line($"var {uniforms} = new {name}.Uniforms({string.Join(", ", common)});");
            foreach (ModelParameter p in group)
                writer.Line($"{name}.Update({Arguments(p, kernel)}, in {uniforms});");
        }
    }

    // Where a rule evaluates parameters elsewhere than it takes their gradients.
    private void EmitModes()
    {
        if (!HasModes)
            return;
        writer.Line("/// <summary>Whether the parameters are where gradients are taken; if not, they are where the model is to be evaluated.</summary>");
        writer.Line($"public bool {Surface.IsTraining} {{ get; private set; }} = true;").Line();
        EmitMode(Surface.Evaluate, "to where the model is to be evaluated and kept", isTraining: false, p => p.Kernels.Evaluate!);
        EmitMode(Surface.Train, "back to where gradients are taken", isTraining: true, p => p.Kernels.Train!);
    }

    private void EmitMode(string name, string where, bool isTraining, Func<ModelParameter, Kernel> kernelOf)
    {
        writer.Line($"/// <summary>Moves the parameters {where}; nothing happens if they are there.</summary>");
        using (writer.Block($"public void {name}()"))
        {
            writer.Line($"if ({(isTraining ? "" : "!")}{Surface.IsTraining})");
            using (writer.Indent())
                writer.Line("return;");
            if (Arrays.Any())
                writer.Line($"{_prepare}();");
            EmitKernels(kernelOf, Surface.StepCount);
            writer.Line();
            writer.Line($"{Surface.IsTraining} = {(isTraining ? "true" : "false")};");
        }

        writer.Line();
    }

    // Scalars need no check.
    private void EmitPrepared() => writer.Line($"{Surface.GradientsType} {_gradientsLocal} = {(Arrays.Any() ? _prepare + "()" : Surface.Gradients)};");

    private void EmitPrepare()
    {
        if (!Arrays.Any())
            return;
        bool hasState = Arrays.Any(p => p.Arrays.Any());
        writer.Line($"/// <summary>Checks every array before anything is changed{(hasState ? ", and makes the state where there is none yet" : "")}.</summary>");
        using (writer.Block($"private {Surface.GradientsType} {_prepare}()"))
        {
            writer.Line($"{Surface.GradientsType} {_gradientsLocal} = {Surface.Gradients};");
            foreach (ModelParameter p in Arrays)
            {
                writer.Line($"global::FusedOpt.ParameterCheck.Gradient(\"{p.Path}\", {p.Name}, {_gradientsLocal}.{p.Name});");
                if (p.Field.Rows > 0)
                    writer.Line(FormattableString.Invariant($"global::FusedOpt.ParameterCheck.Shape(\"{p.Path}\", {p.Name}, {p.Field.Rows}, {p.Field.Columns});"));

                // States of one extent are made together.
                foreach (StateField first in p.Arrays.GroupBy(s => s.Rate).Select(g => g.First()))
                    writer.Line($"global::FusedOpt.ParameterCheck.State(\"{p.Path}\", {p.Count(first.Rate)}, {first.Name}{first.Rate switch { Rate.Row => ", \"rows\"", Rate.Column => ", \"columns\"", _ => "" }});");
            }

            if (hasState)
                writer.Line();
            foreach (ModelParameter p in Arrays)
            {
                foreach (StateField state in p.Arrays)
                {
                    string array = $"new {p.Kernel.ElementKeyword}[{p.Count(state.Rate)}]";
                    writer.Line($"{state.Name} ??= {(state.Initial is null ? array : $"global::FusedOpt.ParameterState.Filled({array}, {state.Initial})")};");
                }
            }

            writer.Line($"return {_gradientsLocal};");
        }

        writer.Line();
    }

    private void EmitZeroGradients()
    {
        writer.Line("/// <inheritdoc/>");
        using (writer.Block($"public void {Surface.ZeroGradients}()"))
        {
            EmitPrepared();
            foreach (ModelParameter p in parameters)
                writer.Line(!p.Field.IsScalar ? $"global::System.Array.Clear({_gradientsLocal}.{p.Name});" : $"{_gradientsLocal}.{p.Name} = 0;");
        }

        writer.Line();
    }

    private void EmitVisit()
    {
        using (writer.Block($"void global::FusedOpt.IOptimizable.Visit<{_visitorType}>(ref {_visitorType} {_visitorLocal})"))
        {
            EmitPrepared();
            foreach (ModelParameter p in parameters)
            {
                writer.Line($"{_visitorLocal}.Parameter(\"{p.Field.Name}\", {ParameterSpan(p, p.Name)}, {ParameterSpan(p, _gradientsLocal + "." + p.Name)});");
                foreach (StateField state in p.States)
                    writer.Line($"{_visitorLocal}.State(\"{p.Field.Name}\", \"{state.CheckpointName}\", {StateSpan(p, state)});");
            }
        }

        writer.Line();
    }

    private void EmitGradients()
    {
        writer.Line($"/// <summary>A gradient for each parameter of {type.Name}, under its name.</summary>");
        writer.Line(FileEmitter.GeneratedCode);
        using (writer.Block($"public sealed class {Surface.GradientsType}"))
        {
            using (writer.Block($"internal {Surface.GradientsType}({type.Self} {_modelLocal})"))
            {
                foreach (ModelParameter p in Arrays)
                    writer.Line($"{p.Name} = global::FusedOpt.ParameterCheck.Like(\"{p.Path}\", {_modelLocal}.{p.Name});");
            }

            foreach (ModelParameter p in parameters)
            {
                writer.Line();
                writer.Line($"/// <summary>The gradient of {p.Field.Name}{p.Field.Kind switch { ParameterKind.Array => ", of the same length", ParameterKind.Matrix => ", of the same shape", _ => "" }}.</summary>");
                writer.Line($"{(p.Field.IsPublic ? "public" : "internal")} {(p.Field.HidesMember ? "new " : "")}{p.Field.Type} {p.Name};");
            }
        }
    }

    private string Arguments(ModelParameter p, Kernel kernel)
    {
        string[] arrays = kernel.HasGradient ? [p.Name, _gradientsLocal + "." + p.Name] : [p.Name];
        StateField[] states = [.. p.Arguments(kernel)];

        // An element that has nothing to do with others is handed over as it is.
        if (p.Field.IsScalar && !kernel.HasTensorValues)
            return string.Join(", ", arrays.Select((a, i) => (i == 0 ? "ref " : "in ") + a).Concat(states.Select(s => "ref " + s.Name)));
        return string.Join(", ", arrays.Select(a => Argument(p, a))
            .Concat(states.Where(s => s.Rate != Rate.Tensor).Select(s => s.IsArray ? s.Name : StateSpan(p, s)))
            .Concat(kernel.HasLines ? [p.Count(Rate.Row), p.Count(Rate.Column)] : [])
            .Concat(states.Where(s => s.Rate == Rate.Tensor).Select(s => "ref " + s.Name)));
    }

    // An array becomes a span by itself.
    private static string Argument(ModelParameter p, string value) => p.Field.Kind == ParameterKind.Array ? value : ParameterSpan(p, value);

    private static string ParameterSpan(ModelParameter p, string value) => p.Field.Kind switch
    {
        ParameterKind.Matrix => $"global::FusedOpt.ParameterSpan.Of({value})",
        ParameterKind.Array => $"new global::System.Span<{p.Kernel.ElementKeyword}>({value})",
        _ => $"new global::System.Span<{p.Kernel.ElementKeyword}>(ref {value})",
    };

    private static string StateSpan(ModelParameter p, StateField state) =>
        $"new global::System.Span<{(state.Rate == Rate.Tensor ? "double" : p.Kernel.ElementKeyword)}>({(state.IsArray ? "" : "ref ")}{state.Name})";
}
