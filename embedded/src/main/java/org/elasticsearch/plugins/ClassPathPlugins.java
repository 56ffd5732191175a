package org.elasticsearch.plugins;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.elasticsearch.Build;

/// Offers a node plugins that are on the application's class path, where it would look for a folder
/// of jars for each.
public final class ClassPathPlugins extends PluginsLoader {
  private final List<PluginLayer> layers;

  /// `emptyDir` stands in for each plugin's folder and holds no jars.
  public ClassPathPlugins(Path emptyDir, List<Class<? extends Plugin>> plugins) throws IOException {
    super(Set.of(), Set.of(), Map.of());
    var all = new ArrayList<PluginLayer>();
    for (var plugin : plugins) {
      all.add(new Layer(new PluginBundle(descriptor(plugin), emptyDir), plugin.getClassLoader()));
    }
    layers = List.copyOf(all);
  }

  @Override
  public Stream<PluginLayer> pluginLayers() {
    return layers.stream();
  }

  @SuppressWarnings("NullAway") // no module name: the plugin is not a Java module
  private static PluginDescriptor descriptor(Class<? extends Plugin> plugin) {
    return new PluginDescriptor(
        plugin.getSimpleName(),
        plugin.getName(),
        Build.current().version(),
        Build.current().version(),
        Integer.toString(Runtime.version().feature()),
        plugin.getName(),
        null,
        List.of(),
        false,
        false,
        false,
        false,
        PluginDescriptor.DeploymentTarget.ALL);
  }

  private record Layer(PluginBundle pluginBundle, ClassLoader pluginClassLoader)
      implements PluginLayer {
    @Override
    public ModuleLayer pluginModuleLayer() {
      return ModuleLayer.boot();
    }
  }
}
