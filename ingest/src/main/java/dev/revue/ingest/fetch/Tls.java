package dev.revue.ingest.fetch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// The platform's TLS, which remembers the socket under each of its own.
final class Tls extends SSLSocketFactory {
  private final X509TrustManager trust;
  private final SSLSocketFactory platform;
  private final Map<Socket, Socket> under = Collections.synchronizedMap(new WeakHashMap<>());

  Tls() {
    this(everybodys());
  }

  /// @param trust whose servers we take for what they say they are
  Tls(X509TrustManager trust) {
    this.trust = trust;
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trust}, null);
      platform = context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the platform has no TLS", e);
    }
  }

  private static X509TrustManager everybodys() {
    try {
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((@Nullable KeyStore) null);
      return (X509TrustManager) factory.getTrustManagers()[0];
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the platform trusts nobody", e);
    }
  }

  X509TrustManager trust() {
    return trust;
  }

  /// The socket that connects, for one that may lie over it.
  Socket under(Socket socket) {
    return under.getOrDefault(socket, socket);
  }

  @Override
  public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
      throws IOException {
    Socket tls = platform.createSocket(socket, host, port, autoClose);
    under.put(tls, socket);
    return tls;
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return platform.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return platform.getSupportedCipherSuites();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw new IOException("TLS lies over a socket that is guarded");
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return createSocket(host.getHostAddress(), port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket(host, port);
  }
}
